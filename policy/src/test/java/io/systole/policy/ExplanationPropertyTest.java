package io.systole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.policy.explain.Explainer;
import io.systole.policy.explain.Explanation;
import io.systole.policy.explain.Explanation.NodeVerdict;
import io.systole.policy.explain.Explanation.Promotion;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On random clusters, explanations agree with the plan: the steps sum to the scores, the chosen node is the assigned one. */
class ExplanationPropertyTest {
    private static final Instant NOW = Instant.ofEpochSecond(2000);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void explanationsAgreeWithThePlan(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 25; round++) {
            Plan plan = Planner.plan(CibSketch.read(sketch(random)), NOW);

            assertThat(plan.scores()).allSatisfy(PlannerGoldenTest::explainsItself);
            for (PlanResource resource : plan.state().resources) {
                for (Explanation explanation : Explainer.explain(plan, resource.id)) {
                    agrees(plan, explanation);
                }
            }
        }
    }

    private static void agrees(Plan plan, Explanation explanation) {
        PlanResource resource = plan.state().resource(explanation.resource());
        @Nullable PlanNode node = resource instanceof PlanPrimitive primitive ? primitive.assignedNode() : null;
        @Nullable String assigned = node == null ? null : node.name;
        assertThat(explanation.assignedTo()).isEqualTo(assigned);
        Promotion promotion = explanation.promotion();
        if (promotion != null && !promotion.steps().isEmpty()) {
            int last = promotion.steps().size() - 1;
            assertThat(promotion.steps().get(last).total()).isEqualTo(promotion.score());
            assertThat(promotion.promoted()).isEqualTo(explanation.role().equals("Promoted"));
        }
        for (NodeVerdict verdict : explanation.nodes()) {
            assertThat(verdict.chosen()).isEqualTo(verdict.node().equals(assigned));
            assertThat(verdict.whyNot().isEmpty()).isEqualTo(verdict.chosen());
            assertThat(verdict.needs().isEmpty() && !verdict.chosen())
                    .as(verdict.toString())
                    .isEqualTo(false);
            assertThat(verdict.steps()).isNotEmpty();
            assertThat(verdict.steps().get(verdict.steps().size() - 1).total()).isEqualTo(verdict.score());
        }
    }

    private static List<String> sketch(SplittableRandom random) {
        List<String> lines = new ArrayList<>();
        int nodes = 2 + random.nextInt(4);
        StringBuilder names = new StringBuilder("nodes");
        for (int n = 1; n <= nodes; n++) {
            names.append(" n").append(n);
        }
        lines.add(names.toString());
        lines.add("option stonith-enabled=" + random.nextBoolean());
        lines.add("device f");
        lines.add((random.nextBoolean() ? "standby n" : "lost n") + (1 + random.nextInt(nodes)));
        int resources = 4 + random.nextInt(5);
        for (int i = 0; i < resources; i++) {
            lines.add("primitive r" + i + " +meta:resource-stickiness=" + random.nextInt(20) + " +meta:priority="
                    + random.nextInt(2) + (random.nextInt(9) == 0 ? " +meta:target-role=Stopped" : ""));
            int where = 1 + random.nextInt(nodes);
            for (int n = 1; n <= nodes; n++) {
                String result = n != where ? "monitor=7" : random.nextInt(4) == 0 ? "start=1" : "start=0";
                lines.add("ran n" + n + " r" + i + " " + result);
            }
        }
        lines.add("group g r0 r1");
        lines.add("clone c r2 +meta:promotable=" + random.nextBoolean());
        String[] tops = {"g", "c", "r3"};
        for (int i = 0; i < 4; i++) {
            int score = random.nextInt(5) == 0 ? -1_000_000 : random.nextInt(200) - 60;
            lines.add("<rsc_location id='l%d' rsc='%s' node='n%d' score='%s'/>"
                    .formatted(i, tops[random.nextInt(3)], 1 + random.nextInt(nodes), score));
        }
        String score = random.nextBoolean() ? "INFINITY" : Integer.toString(random.nextInt(2000) - 700);
        lines.add("<rsc_colocation id='c1' rsc='%s' with-rsc='%s' score='%s'/>"
                .formatted(tops[random.nextInt(2)], "r3", score));
        return lines;
    }
}
