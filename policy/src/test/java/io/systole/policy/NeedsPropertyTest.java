package io.systole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.policy.explain.Explainer;
import io.systole.policy.explain.Explanation;
import io.systole.policy.explain.Explanation.Need;
import io.systole.policy.explain.Explanation.NodeVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an explanation says would have to change is enough: changed so, the resource goes to the node. */
class NeedsPropertyTest {
    private static final Instant NOW = Instant.ofEpochSecond(2000);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aResourceGoesWhereAllThatIsNeededWasChanged(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int tried = 0;
        for (int round = 0; round < 20; round++) {
            List<String> sketch = sketch(random);
            Plan plan = Planner.plan(CibSketch.read(sketch), NOW);
            for (int i = 0; i < 4; i++) {
                Explanation explanation = Explainer.explain(plan, "r" + i).get(0);
                for (NodeVerdict verdict : explanation.nodes()) {
                    if (!verdict.chosen() && verdict.needs().stream().allMatch(NeedsPropertyTest::isOneChange)) {
                        tried++;
                        goesThere(sketch, explanation.resource(), verdict);
                    }
                }
            }
        }
        assertThat(tried).isGreaterThan(50);
    }

    private static boolean isOneChange(Need need) {
        return need.kind() != Need.Kind.OTHER;
    }

    private static void goesThere(List<String> sketch, String resource, NodeVerdict verdict) {
        List<String> changed = new ArrayList<>(sketch);
        for (Need need : verdict.needs()) {
            change(changed, resource, verdict.node(), need);
        }

        Plan plan = Planner.plan(CibSketch.read(changed), NOW);

        assertThat(Explainer.explain(plan, resource).get(0).assignedTo())
                .as("%s%n%s%n%s", resource, verdict, String.join("\n", changed))
                .isEqualTo(verdict.node());
    }

    private static void change(List<String> sketch, String resource, String node, Need need) {
        switch (need.kind()) {
            case PREFERENCE ->
                sketch.add("<rsc_location id='needed' rsc='%s' node='%s' score='%d'/>"
                        .formatted(resource, node, need.score()));
            case REMOVE_CONSTRAINT -> sketch.removeIf(line -> line.contains("id='" + need.subject() + "'"));
            case CLEAN_UP -> sketch.removeIf(line -> line.startsWith("attr " + node + " fail-count-" + resource + "#"));
            case NODE -> {
                sketch.removeIf(line -> line.equals("standby " + node) || line.equals("lost " + node));
            }
            case MANAGE -> replace(sketch, resource, " +meta:is-managed=false");
            case TARGET_ROLE -> replace(sketch, resource, " +meta:target-role=Stopped");
            case OTHER -> throw new IllegalArgumentException(need.toString());
        }
    }

    private static void replace(List<String> sketch, String resource, String gone) {
        sketch.replaceAll(line -> line.startsWith("primitive " + resource + " ") ? line.replace(gone, "") : line);
    }

    private static List<String> sketch(SplittableRandom random) {
        List<String> lines = new ArrayList<>(List.of("nodes n1 n2 n3 n4", "option stonith-enabled=false"));
        lines.add((random.nextBoolean() ? "standby n" : "lost n") + (1 + random.nextInt(4)));
        for (int i = 0; i < 4; i++) {
            String stopped = random.nextInt(6) == 0 ? " +meta:target-role=Stopped" : "";
            lines.add("primitive r" + i + " +meta:resource-stickiness=" + random.nextInt(30)
                    + " +meta:migration-threshold=1" + stopped);
            int where = 1 + random.nextInt(4);
            for (int n = 1; n <= 4; n++) {
                lines.add("ran n" + n + " r" + i + (n == where ? " start=0" : " monitor=7"));
            }
            if (random.nextInt(3) == 0) {
                lines.add("attr n" + (1 + random.nextInt(4)) + " fail-count-r" + i + "#monitor_10000=1");
            }
        }
        for (int i = 0; i < 6; i++) {
            int score = random.nextInt(4) == 0 ? -1_000_000 : random.nextInt(200) - 80;
            lines.add("<rsc_location id='l%d' rsc='r%d' node='n%d' score='%d'/>"
                    .formatted(i, random.nextInt(4), 1 + random.nextInt(4), score));
        }
        return lines;
    }
}
