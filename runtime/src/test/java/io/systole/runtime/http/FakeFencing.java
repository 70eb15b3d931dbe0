package io.systole.runtime.http;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.runtime.status.FenceCheckView;
import io.systole.runtime.status.FenceDeviceView;
import io.systole.runtime.status.FencingView;
import io.systole.runtime.status.PastFencing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Fencing that remembers what it was asked for. */
record FakeFencing(List<String> asked, Supplier<CompletionStage<Outcome>> answer) implements FencingDoor {
    @Override
    public CompletionStage<List<PastFencing>> history(Optional<NodeName> node) {
        asked.add("history of " + node.map(NodeName::value).orElse("all"));
        return CompletableFuture.completedStage(List.of(
                new PastFencing(
                        "n2",
                        "reboot",
                        FencingView.Outcome.SUCCESSFUL,
                        "split-brain@n1",
                        "it is lost",
                        "d1",
                        "n1",
                        1200,
                        "",
                        Instant.EPOCH),
                new PastFencing(
                        "n3",
                        "off",
                        FencingView.Outcome.FAILED,
                        "ada@n1",
                        "asked for by ada",
                        "",
                        "n1",
                        40,
                        "d1 off by n1: exit code 1",
                        Instant.EPOCH)));
    }

    @Override
    public CompletionStage<Optional<List<FenceDeviceView>>> devices() {
        return CompletableFuture.completedStage(Optional.of(List.of(new FenceDeviceView(
                "d1",
                "fence_ipmilan",
                List.of("n1", "n2"),
                "static-list",
                "5000 ms",
                "report",
                List.of("n1"),
                List.of(),
                ""))));
    }

    @Override
    public CompletionStage<Optional<List<FenceCheckView>>> check() {
        var works = new FenceCheckView.Use("d1", "n1", "works", "", 200, 60_000, Instant.EPOCH);
        var fails = new FenceCheckView.Use("d1", "n2", "does not work", "exit code 3", 10, 60_000, Instant.EPOCH);
        return CompletableFuture.completedStage(Optional.of(List.of(
                new FenceCheckView(
                        "n2", "yes", List.of(new FenceCheckView.Level(1, "works", List.of(works))), List.of()),
                new FenceCheckView(
                        "n1",
                        "no",
                        List.of(new FenceCheckView.Level(1, "does not work", List.of(fails))),
                        List.of("d1 from n2: exit code 3")))));
    }

    @Override
    public CompletionStage<Outcome> checkNow() {
        asked.add("check now");
        return answer.get();
    }

    @Override
    public CompletionStage<Outcome> fence(NodeName node, Duration tolerance) {
        asked.add("fence " + node + (tolerance.isZero() ? "" : " unless done within " + tolerance));
        return answer.get();
    }

    @Override
    public CompletionStage<Outcome> confirm(NodeName node, boolean force) {
        asked.add("confirm " + node + (force ? " forced" : ""));
        return answer.get();
    }

    @Override
    public CompletionStage<Outcome> trust(ResourceId device) {
        asked.add("trust " + device);
        return answer.get();
    }
}
