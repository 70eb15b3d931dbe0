package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.attribute.wire.AskAttributes;
import io.systole.actors.attribute.wire.AttributeAnswer;
import io.systole.actors.attribute.wire.AttributeCommand;
import io.systole.actors.attribute.wire.ChangeAttribute;
import io.systole.cib.Cib;
import io.systole.cib.NodeState;
import io.systole.cib.NvPair;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attributes of three whole nodes: asked for on any node, written by the one concerned, seen by all. */
final class AttributesTest {
    private static final int ROUNDS = 50;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void anyNodeTakesAChangeForAnyOtherAndAllSeeIt() {
        try (var nodes = WholeNodes.formed(directory)) {
            assertThat(change(nodes, "n1", "n3", "load", "7", null, false).refusal())
                    .isNull();
            seenByAll(nodes, "n3", "load", "7");

            assertThat(change(nodes, "n2", "n3", "load", "++", null, false)
                            .values()
                            .get(0)
                            .value())
                    .isEqualTo("8");
            seenByAll(nodes, "n3", "load", "8");
            measure(nodes);

            var dampened = change(nodes, "n2", "n1", "slow", "1", Duration.ofHours(1), false);
            assertThat(dampened.values().get(0).waiting()).isTrue();
            change(nodes, "n2", "n1", "secret", "1", null, true);
            change(nodes, "n2", "n1", "mark", "1", null, false);
            seenByAll(nodes, "n1", "mark", "1");
            assertThat(value(nodes.cib("n3"), "n1", "slow")).isNull();
            assertThat(value(nodes.cib("n3"), "n1", "secret")).isNull();
            assertThat(ask(nodes, "n3", replyTo -> new AskAttributes(1, "n1", false, replyTo))
                            .values())
                    .extracting(AttributeAnswer.Value::name)
                    .containsExactly("mark", "secret", "slow");

            ask(
                    nodes,
                    "n3",
                    replyTo -> new ChangeAttribute(1, "n1", null, "REFRESH", null, null, false, false, replyTo));
            seenByAll(nodes, "n1", "slow", "1");
            assertThat(value(nodes.cib("n3"), "n1", "secret")).isNull();

            nodes.leave("n3");
            nodes.await(
                    () -> change(nodes, "n1", "n3", "load", "9", null, false).refusal() != null);
            assertThat(change(nodes, "n1", "n3", "load", "9", null, false).refusal())
                    .contains("node n3 cannot be reached");
        }
    }

    /** Says how long it takes until all three nodes show a change; nothing depends on it. */
    private static void measure(WholeNodes nodes) {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String value = "round-" + i;
            long begun = System.nanoTime();
            change(nodes, "n1", "n2", "load", value, null, false);
            seenByAll(nodes, "n2", "load", value);
            micros.add((System.nanoTime() - begun) / 1000);
        }
        micros.sort(null);
        System.out.printf(
                "an attribute is seen by all three nodes: median %d us, worst %d us of %d%n",
                micros.get(ROUNDS / 2), micros.get(ROUNDS - 1), ROUNDS);
    }

    private static void seenByAll(WholeNodes nodes, String node, String name, String value) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        for (String watcher : WholeNodes.NAMES) {
            while (!value.equals(value(nodes.cib(watcher), node, name))) {
                assertThat(System.nanoTime()).as(nodes.story()).isLessThan(deadline);
            }
        }
    }

    private static AttributeAnswer change(
            WholeNodes nodes,
            String asked,
            String node,
            String name,
            String value,
            @Nullable Duration delay,
            boolean isPrivate) {
        Long delayMs = delay == null ? null : delay.toMillis();
        return ask(
                nodes,
                asked,
                replyTo -> new ChangeAttribute(1, node, name, "SET", value, delayMs, isPrivate, false, replyTo));
    }

    private static AttributeAnswer ask(
            WholeNodes nodes, String asked, Function<ActorRef<AttributeAnswer>, AttributeCommand> question) {
        return nodes.ask(asked, nodes.parts(asked).attributes(), question);
    }

    private static @Nullable String value(Cib cib, String node, String name) {
        for (NodeState state : cib.status().nodeStates()) {
            if (state.uname() != null && state.uname().value().equals(node)) {
                return state.transientSets().stream()
                        .flatMap(set -> set.pairs().stream())
                        .filter(pair -> name.equals(pair.name()))
                        .map(NvPair::value)
                        .findFirst()
                        .orElse(null);
            }
        }
        return null;
    }
}
