package io.systole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.policy.graph.GraphAction;
import io.systole.policy.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small clusters, one rule each: what is in the graph, and what each action waits for. {@code -Dgolden.update=true} rewrites.
 */
class GraphGoldenTest {
    private static final Instant NOW = Instant.ofEpochSecond(2000);
    private static final int TRANSITIONS_MAX = 5;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "roles",
                "orders",
                "fencing",
                "unfencing",
                "recurring",
                "shutdown",
                "notifications",
                "migrations",
                "bundles",
                "remotes",
                "probes"
            })
    void plansTheActionsAsWrittenDown(String name) throws IOException {
        check(name, GraphGoldenTest::lines);
    }

    /** How urgent actions are, and who goes down with them. */
    @Test
    void describesTheActionsAsWrittenDown() throws IOException {
        check("details", GraphGoldenTest::details);
    }

    private static void check(String name, Function<GoldenCase, List<String>> run) throws IOException {
        Path file = Path.of("src/test/golden/graph", name + ".txt");
        StringBuilder actual = new StringBuilder();

        for (GoldenCase each : GoldenCase.of(file)) {
            actual.append(each.text()).append("----\n");
            run.apply(each).forEach(line -> actual.append(line).append('\n'));
            actual.append('\n');
        }

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual.toString());
        }
        assertThat(actual.toString()).isEqualTo(Files.readString(file));
    }

    private static List<String> lines(GoldenCase each) {
        Plan plan = Planner.plan(CibSketch.read(each.sketch()), NOW);
        Map<Integer, GraphAction> byId = new TreeMap<>();
        plan.graph().actions().forEach(action -> byId.put(action.id(), action));
        List<String> lines = new ArrayList<>();
        for (GraphAction action : plan.graph().actions()) {
            List<String> firsts = action.inputs().stream()
                    .map(id -> show(Objects.requireNonNull(byId.get(id))))
                    .toList();
            lines.add(show(action) + (firsts.isEmpty() ? "" : " after " + String.join(", ", firsts)));
        }
        return lines.isEmpty() ? List.of("nothing to do") : lines;
    }

    private static List<String> details(GoldenCase each) {
        return Planner.plan(CibSketch.read(each.sketch()), NOW).graph().actions().stream()
                .map(action -> show(action) + " priority " + action.priority()
                        + (action.downed().isEmpty() ? "" : " downs " + String.join(", ", action.downed())))
                .toList();
    }

    private static String show(GraphAction action) {
        String key = action.operation().equals("cancel") ? "cancel " + action.operationKey() : action.operationKey();
        return action.onNode() == null ? key : key + "@" + action.onNode();
    }

    /** Played with the expected results, every transition leads to a state in which there is nothing to do. */
    @ParameterizedTest
    @ValueSource(strings = {"roles", "orders", "fencing", "notifications"})
    void comesToRestWhenEverythingSucceeds(String name) throws IOException {
        for (GoldenCase each : GoldenCase.of(Path.of("src/test/golden/graph", name + ".txt"))) {
            Plan plan = Planner.plan(CibSketch.read(each.sketch()), NOW);
            for (int i = 0; i < TRANSITIONS_MAX && !plan.graph().isEmpty(); i++) {
                Simulation.Outcome outcome = Simulation.play(plan.state(), plan.graph(), NOW);
                assertThat(outcome.complete()).as(each.text()).isTrue();
                plan = Planner.plan(outcome.cib(), NOW);
            }
            assertThat(plan.graph().actions()).as(each.text()).isEmpty();
        }
    }
}
