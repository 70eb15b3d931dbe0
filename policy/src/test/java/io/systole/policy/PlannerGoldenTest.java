package io.systole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.Cib;
import io.systole.cib.value.Scores;
import io.systole.policy.explain.ConstraintAccounts;
import io.systole.policy.explain.ConstraintText;
import io.systole.policy.explain.Explainer;
import io.systole.policy.explain.ExplanationText;
import io.systole.policy.model.Contribution;
import io.systole.policy.model.ScoreLine;
import io.systole.policy.output.StatusText;
import io.systole.policy.simulation.SimulateOptions;
import io.systole.policy.simulation.SimulateRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small clusters, one rule each: what is done, and the scores that decided it. {@code -Dgolden.update=true} rewrites. */
class PlannerGoldenTest {
    private static final Instant NOW = Instant.ofEpochSecond(2000);

    @ParameterizedTest
    @ValueSource(strings = {"placement", "constraints", "groups", "clones", "promotion", "failures", "nodes"})
    void decidesAsWrittenDown(String name) throws IOException {
        check(name, PlannerGoldenTest::plan);
    }

    @Test
    void explainsAsWrittenDown() throws IOException {
        check("explain", PlannerGoldenTest::explain);
    }

    @Test
    void givesAccountOfConstraintsAsWrittenDown() throws IOException {
        check("accounts", PlannerGoldenTest::accounts);
    }

    @Test
    void showsTheStatusAsWrittenDown() throws IOException {
        check("status", PlannerGoldenTest::status);
    }

    @Test
    void reachesTheStatusAsWrittenDown() throws IOException {
        check("revised", PlannerGoldenTest::revised);
    }

    @Test
    void pretendsAsWrittenDown() throws IOException {
        check("pretended", PlannerGoldenTest::pretended);
    }

    private static void check(String name, Function<List<String>, List<String>> run) throws IOException {
        Path file = Path.of("src/test/golden/planner", name + ".txt");
        StringBuilder actual = new StringBuilder();
        List<String> sketch = new ArrayList<>();
        boolean output = false;
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank()) {
                output = false;
                sketch.clear();
                actual.append('\n');
            } else if (line.equals("----")) {
                actual.append("----\n");
                run.apply(sketch).forEach(text -> actual.append(text).append('\n'));
                output = true;
            } else if (!output) {
                actual.append(line).append('\n');
                if (!line.startsWith("#")) {
                    sketch.add(line);
                }
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        assertThat(actual.toString()).isEqualTo(Files.readString(file));
    }

    private static List<String> explain(List<String> sketch) {
        Plan plan = Planner.plan(CibSketch.read(sketch), NOW);
        List<String> lines = new ArrayList<>();
        plan.state()
                .resources
                .forEach(resource -> Explainer.explain(plan, resource.id)
                        .forEach(explanation -> lines.addAll(ExplanationText.lines(explanation))));
        return lines;
    }

    private static List<String> accounts(List<String> sketch) {
        List<String> lines = new ArrayList<>();
        ConstraintAccounts.of(CibSketch.read(sketch), NOW).forEach(account -> {
            lines.addAll(ConstraintText.lines(account, NOW, ZoneOffset.UTC));
            lines.add("    concerns " + String.join(" ", account.resources()));
        });
        return lines;
    }

    private static List<String> status(List<String> sketch) {
        return StatusText.resources(Planner.read(CibSketch.read(sketch), NOW));
    }

    private static List<String> revised(List<String> sketch) {
        List<String> text = SimulateRun.run(CibSketch.read(sketch), NOW, NOW, null, SimulateOptions.whole())
                .text();
        return text.subList(text.indexOf("Revised Cluster Status:") + 1, text.size()).stream()
                .dropWhile(line -> !line.contains("Full List"))
                .skip(1)
                .toList();
    }

    /** What is pretended, what comes of it, and the history at the end. */
    private static List<String> pretended(List<String> sketch) {
        SimulateOptions.Events none = SimulateOptions.Events.none();
        SimulateOptions whole = SimulateOptions.whole();
        SimulateOptions options = new SimulateOptions(
                whole.extent(),
                whole.show(),
                new SimulateOptions.Events(
                        null,
                        null,
                        none.nodesUp(),
                        none.nodesDown(),
                        none.nodesFailed(),
                        none.ticketsGranted(),
                        none.ticketsRevoked(),
                        none.ticketsStandby(),
                        none.ticketsActive(),
                        words(sketch, "inject ")),
                words(sketch, "fail "));
        Cib cib = CibSketch.read(sketch.stream()
                .filter(line -> !line.startsWith("inject ") && !line.startsWith("fail "))
                .toList());
        SimulateRun.Result result = SimulateRun.run(cib, NOW, NOW, null, options);
        List<String> lines = new ArrayList<>(result.errors());
        result.text().stream()
                .dropWhile(line -> !line.startsWith("Performing") && !line.startsWith("Transition"))
                .filter(line -> !line.isBlank())
                .forEach(line -> lines.add(line.strip().replaceAll("\\s+", " ")));
        result.reached()
                .status()
                .nodeStates()
                .forEach(node -> node.lrmResources()
                        .forEach(resource -> resource.operations()
                                .forEach(entry -> lines.add("history of " + node.id() + ": " + entry.id() + " "
                                        + entry.operation() + "=" + entry.rcCode()))));
        return lines;
    }

    private static List<String> words(List<String> sketch, String head) {
        return sketch.stream()
                .filter(line -> line.startsWith(head))
                .map(line -> line.substring(head.length()))
                .toList();
    }

    private static List<String> plan(List<String> sketch) {
        Plan plan = Planner.plan(CibSketch.read(sketch), NOW);
        assertThat(plan.scores()).allSatisfy(PlannerGoldenTest::explainsItself);
        List<String> lines = new ArrayList<>();
        plan.summaryLines().forEach(line -> lines.add(line.replaceAll(" +", " ")));
        if (lines.isEmpty()) {
            lines.add("nothing to do");
        }
        for (ScoreLine score : plan.scores()) {
            if (score.phase().isEmpty()) {
                lines.add(score.text());
            } else if (score.phase().equals("pcmk__primitive_assign")) {
                lines.add(score.text().replace("pcmk__primitive_assign: ", "").replace("allocation score ", ""));
            }
        }
        return lines;
    }

    /** The steps of a score lead to it. */
    static void explainsItself(ScoreLine line) {
        int total = 0;
        boolean first = true;
        for (Contribution step : line.why()) {
            total = first ? step.amount() : Scores.add(total, step.amount());
            first = false;
            assertThat(step.total()).as(line.text()).isEqualTo(total);
        }
        if (!first) {
            assertThat(total).as(line.text()).isEqualTo(line.score());
        }
    }
}
