package io.systole.runtime.node;

import io.systole.actors.policy.file.Bzip2;
import io.systole.actors.policy.file.InputKeeper;
import io.systole.actors.policy.wire.InputCommand;
import io.systole.actors.policy.wire.InputPart;
import io.systole.actors.policy.wire.KeptInputs;
import io.systole.actors.policy.wire.ListInputs;
import io.systole.actors.policy.wire.ReadInput;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.http.ClusterDoor.PastPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;

/** Asks the members for the inputs of past plans; each keeps those of the plans that it made as DC. */
final class PlanArchive {
    private static final String ROLE = "node-";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ActorSystem<?> system;

    PlanArchive(ActorSystem<?> system) {
        this.system = system;
    }

    /** The keepers by the names of their nodes; of two incarnations the newer one. */
    private SortedMap<String, ActorRef<InputCommand>> keepers() {
        SortedMap<String, Member> members = new TreeMap<>();
        for (Member member : Cluster.get(system).state().getMembers()) {
            member.getRoles().stream()
                    .filter(role -> role.startsWith(ROLE))
                    .forEach(role -> members.merge(
                            role.substring(ROLE.length()),
                            member,
                            (one, other) -> one.isOlderThan(other) ? other : one));
        }
        SortedMap<String, ActorRef<InputCommand>> keepers = new TreeMap<>();
        members.forEach((name, member) -> keepers.put(
                name, ActorRefResolver.get(system).resolveActorRef(member.address() + "/user/" + InputKeeper.NAME)));
        return keepers;
    }

    /** A member that does not answer is left out. */
    CompletionStage<List<PastPlan>> list(int max) {
        CompletionStage<List<PastPlan>> all = CompletableFuture.completedStage(List.of());
        for (var keeper : keepers().entrySet()) {
            CompletionStage<KeptInputs> asked = AskPattern.ask(
                    keeper.getValue(), replyTo -> new ListInputs(max, replyTo), PATIENCE, system.scheduler());
            var some = asked.handle((kept, failure) -> failure == null ? plans(keeper.getKey(), kept) : none());
            all = all.thenCombine(some, PlanArchive::both);
        }
        return all.thenApply(plans -> newest(plans, max));
    }

    private static List<PastPlan> none() {
        return List.of();
    }

    private static List<PastPlan> plans(String node, KeptInputs kept) {
        return kept.inputs().stream()
                .map(input ->
                        new PastPlan(node, input.file(), input.term(), input.number(), input.at(), input.reason()))
                .toList();
    }

    private static List<PastPlan> both(List<PastPlan> some, List<PastPlan> more) {
        List<PastPlan> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static List<PastPlan> newest(List<PastPlan> plans, int max) {
        List<PastPlan> sorted =
                plans.stream().sorted(Comparator.comparing(PastPlan::at)).toList();
        return sorted.subList(Math.max(0, sorted.size() - max), sorted.size());
    }

    CompletionStage<Optional<String>> read(NodeName node, String file) {
        ActorRef<InputCommand> keeper = keepers().get(node.value());
        return keeper == null
                ? CompletableFuture.completedStage(Optional.empty())
                : read(keeper, file, new ByteArrayOutputStream());
    }

    /** Part after part, until the whole is there. */
    private CompletionStage<Optional<String>> read(
            ActorRef<InputCommand> keeper, String file, ByteArrayOutputStream content) {
        CompletionStage<InputPart> asked = AskPattern.ask(
                keeper, replyTo -> new ReadInput(file, content.size(), replyTo), PATIENCE, system.scheduler());
        return asked.thenCompose(part -> {
            if (part.total() < 0) {
                return CompletableFuture.completedStage(Optional.<String>empty());
            }
            byte[] bytes = part.bytes();
            content.writeBytes(bytes);
            return content.size() < part.total() && bytes.length > 0
                    ? read(keeper, file, content)
                    : CompletableFuture.completedStage(Optional.of(document(content.toByteArray())));
        });
    }

    private static String document(byte[] compressed) {
        try (var in = Bzip2.decompressing(new ByteArrayInputStream(compressed))) {
            return new String(in.readNBytes(CibXml.SIZE_MAX + 1), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
