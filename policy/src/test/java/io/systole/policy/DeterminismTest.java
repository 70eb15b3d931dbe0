package io.systole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.Cib;
import io.systole.policy.graph.GraphXml;
import io.systole.policy.model.ScoreLine;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeterminismTest {
    private static final Instant NOW = Instant.ofEpochSecond(2000);

    @Test
    void theSameCibGivesTheSamePlan() {
        Cib cib = cluster(40);

        Plan first = Planner.plan(cib, NOW);
        Plan second = Planner.plan(cib, NOW);

        assertThat(GraphXml.write(second.graph(), 1)).isEqualTo(GraphXml.write(first.graph(), 1));
        assertThat(second.summaryLines()).isEqualTo(first.summaryLines());
        assertThat(second.scores().stream().map(ScoreLine::text).toList())
                .isEqualTo(first.scores().stream().map(ScoreLine::text).toList());
    }

    private static Cib cluster(int size) {
        List<String> lines = new java.util.ArrayList<>();
        lines.add("nodes n1 n2 n3 n4 n5 n6 n7 n8 n9 n10 n11 n12");
        lines.add("option stonith-enabled=false");
        for (int i = 0; i < size; i++) {
            lines.add("primitive r" + i + " +meta:priority=" + i % 3);
        }
        lines.add("group g r1 r2 r3");
        lines.add("clone c r4 +meta:promotable=true");
        lines.add("<rsc_colocation id='x' rsc='r5' with-rsc='g' score='77'/>");
        lines.add("<rsc_order id='y' first='g' then='r6'/>");
        return CibSketch.read(lines);
    }
}
