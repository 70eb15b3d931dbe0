package io.systole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.policy.graph.GraphAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a lost node may still run is started elsewhere only after the node's fencing; what is as wanted is left alone. */
class DeadFirstTest {
    private static final Instant NOW = Instant.ofEpochSecond(2000);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void startsNothingElsewhereBeforeTheFencingOfTheLostNode(long seed) {
        Plan plan = Planner.plan(CibSketch.read(randomCluster(seed)), NOW);
        Map<Integer, GraphAction> byId = new TreeMap<>();
        plan.graph().actions().forEach(action -> byId.put(action.id(), action));

        List<Integer> fencing = plan.graph().actions().stream()
                .filter(action -> action.operationKey().equals("stonith-n3-reboot"))
                .map(GraphAction::id)
                .toList();

        assertThat(fencing).hasSize(1);
        for (GraphAction action : plan.graph().actions()) {
            boolean takesOver =
                    (action.operation().equals("start") || action.operation().equals("promote"))
                            && action.kind() == GraphAction.Kind.RESOURCE_OP
                            && action.resource() != null
                            && !action.resource().agentClass().equals("stonith");
            if (takesOver) {
                assertThat(before(action, byId)).as(action.operationKey()).containsAll(fencing);
            }
        }
    }

    private static Set<Integer> before(GraphAction action, Map<Integer, GraphAction> byId) {
        Set<Integer> reached = new HashSet<>();
        List<GraphAction> open = new ArrayList<>(List.of(action));
        while (!open.isEmpty()) {
            for (Integer id : open.remove(open.size() - 1).inputs()) {
                GraphAction first = byId.get(id);
                if (first != null && reached.add(id)) {
                    open.add(first);
                }
            }
        }
        return reached;
    }

    /** Primitives, groups and clones in random places, with random orders between them; n3 is lost. */
    private static List<String> randomCluster(long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(List.of("nodes n1 n2 n3", "lost n3", "device f"));
        List<String> placed = new ArrayList<>();
        List<String> tops = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String primitive = "p" + i;
            lines.add("primitive " + primitive + " +op:monitor:10s");
            String node = "n" + (1 + random.nextInt(3));
            for (int n = 1; n <= 3; n++) {
                boolean here = node.equals("n" + n);
                placed.add("ran n" + n + " " + primitive + (here ? " start=0 monitor/10000=0" : " monitor=7"));
            }
        }
        lines.add("group g p0 p1");
        lines.add("clone c p2");
        tops.addAll(List.of("g", "c", "p3", "p4", "p5"));
        lines.addAll(placed);
        for (int i = 0; i < 2; i++) {
            String first = tops.get(random.nextInt(2));
            String then = tops.get(2 + random.nextInt(3));
            lines.add("<rsc_order id='o" + i + "' first='" + first + "' then='" + then + "'/>");
        }
        return lines;
    }

    @Test
    void leavesAloneWhatIsAsWanted() {
        List<String> lines = List.of(
                "nodes n1 n2",
                "device f +op:monitor:60s",
                "primitive a +op:monitor:10s",
                "primitive b +op:monitor:10s",
                "ran n1 f start=0 monitor/60000=0",
                "ran n2 f monitor=7",
                "ran n2 a start=0 monitor/10000=0",
                "ran n1 a monitor=7",
                "ran n1 b start=0 monitor/10000=0",
                "ran n2 b monitor=7",
                "<rsc_order id='o' first='a' then='b'/>");

        Plan plan = Planner.plan(CibSketch.read(lines), NOW);

        assertThat(plan.graph().actions()).isEmpty();
        assertThat(plan.summaryLines()).isEmpty();
    }
}
