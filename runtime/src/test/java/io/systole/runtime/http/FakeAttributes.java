package io.systole.runtime.http;

import io.systole.cib.NodeName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Two nodes with attributes; writes down what is asked. */
record FakeAttributes(List<String> asked) implements AttributeDoor {
    @Override
    public NodeName self() {
        return new NodeName("n1");
    }

    @Override
    public CompletionStage<List<Line>> list() {
        return CompletableFuture.completedStage(List.of(
                new Line("n1", "pingd", "3", Lifetime.REBOOT, 5000L, false, true),
                new Line("n1", "rack", "r1", Lifetime.FOREVER, null, false, false),
                new Line("n2", "pingd", "4", Lifetime.REBOOT, null, true, false)));
    }

    @Override
    public CompletionStage<Outcome> update(Which which, Update update) {
        return done("update " + which + " " + update);
    }

    @Override
    public CompletionStage<Outcome> delete(Which which) {
        return done("delete " + which);
    }

    @Override
    public CompletionStage<Outcome> refresh(Optional<NodeName> node) {
        return done("refresh " + node.map(NodeName::value).orElse("-"));
    }

    private CompletionStage<Outcome> done(String what) {
        asked.add(what);
        return CompletableFuture.completedStage(new Outcome.Done("done"));
    }
}
