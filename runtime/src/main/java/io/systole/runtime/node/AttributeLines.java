package io.systole.runtime.node;

import io.systole.actors.attribute.wire.AttributeAnswer;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.PropertySet;
import io.systole.runtime.http.AttributeDoor.Lifetime;
import io.systole.runtime.http.AttributeDoor.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attributes of all nodes, one a line, in the order of nodes and names. */
final class AttributeLines {
    private static final Comparator<Line> ORDER =
            Comparator.comparing(Line::node).thenComparing(Line::name).thenComparing(Line::lifetime);

    private AttributeLines() {}

    static List<Line> of(Cib cib) {
        List<Line> lines = new ArrayList<>(permanent(cib));
        cib.status().nodeStates().forEach(state -> {
            if (state.uname() != null) {
                gather(state.uname(), state.transientSets(), Lifetime.REBOOT, lines);
            }
        });
        lines.sort(ORDER);
        return List.copyOf(lines);
    }

    static List<Line> permanent(Cib cib) {
        List<Line> lines = new ArrayList<>();
        cib.configuration().nodes().forEach(node -> {
            if (node.uname() != null) {
                gather(node.uname(), node.attributes(), Lifetime.FOREVER, lines);
            }
        });
        return lines;
    }

    private static void gather(NodeName node, List<PropertySet> sets, Lifetime lifetime, List<Line> lines) {
        sets.forEach(set -> set.pairs().forEach(pair -> {
            if (pair.name() != null && pair.value() != null) {
                lines.add(line(node, pair.name(), pair.value(), lifetime, null));
            }
        }));
    }

    private static Line line(
            NodeName node, String name, String value, Lifetime lifetime, AttributeAnswer.@Nullable Value held) {
        boolean isPrivate = held != null && held.isPrivate();
        Long delay = held == null || held.delayMs() == 0 ? null : held.delayMs();
        return new Line(node.value(), name, value, lifetime, delay, isPrivate, held != null && held.waiting());
    }

    /** The lines with what the node holds in place of what the CIB shows. */
    static List<Line> merged(NodeName node, List<Line> lines, List<AttributeAnswer.Value> held) {
        List<Line> all = new ArrayList<>(lines);
        for (AttributeAnswer.Value value : held) {
            all.removeIf(line -> line.lifetime() == Lifetime.REBOOT
                    && line.node().equals(node.value())
                    && line.name().equals(value.name()));
            if (value.value() != null) {
                all.add(line(node, value.name(), value.value(), Lifetime.REBOOT, value));
            }
        }
        all.sort(ORDER);
        return List.copyOf(all);
    }
}
