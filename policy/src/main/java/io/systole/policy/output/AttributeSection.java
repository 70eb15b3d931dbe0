package io.systole.policy.output;

import io.systole.cib.value.Numbers;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The attributes of the nodes that are online, those aside that the cluster keeps for itself. */
final class AttributeSection {
    private static final List<String> HIDDEN =
            List.of("fail-count-", "last-failure-", "shutdown", "terminate", "standby", "#");

    private AttributeSection() {}

    /**
     * One attribute.
     *
     * @param expected what a ping resource on the node should have found; null where there is none
     */
    private record Shown(
            String name, String value, @Nullable Long expected) {
        String line() {
            String line = String.format("%-32s\t: %-10s", name, value);
            if (expected == null) {
                return line;
            }
            long found = Numbers.integerOr(value, 0);
            if (found <= 0) {
                return line + "\t: Connectivity is lost";
            }
            return found < expected ? line + "\t: Connectivity is degraded (Expected=" + expected + ")" : line;
        }
    }

    /** The lines at their depth; none where there is nothing to show. */
    static List<String> lines(WorkingState state) {
        List<String> lines = new ArrayList<>();
        nodes(state).forEach((node, attributes) -> {
            lines.add("    * Node: " + node.name + ":");
            attributes.forEach(attribute -> lines.add("      * " + attribute.line()));
        });
        if (!lines.isEmpty()) {
            lines.add(0, "  * Node Attributes:");
        }
        return lines;
    }

    static @Nullable ReportElement element(WorkingState state) {
        List<ReportElement> nodes = new ArrayList<>();
        nodes(state)
                .forEach((node, attributes) -> nodes.add(ReportElement.list(
                                "node",
                                attributes.stream()
                                        .map(attribute -> ReportElement.leaf("attribute")
                                                .with("name", attribute.name())
                                                .with("value", attribute.value())
                                                .with("expected", attribute.expected()))
                                        .toList())
                        .with("name", node.name)));
        return nodes.isEmpty() ? null : ReportElement.list("node_attributes", nodes);
    }

    private interface Visitor {
        void node(PlanNode node, List<Shown> attributes);
    }

    private record Nodes(WorkingState state) {
        void forEach(Visitor visitor) {
            for (PlanNode node : state.nodes) {
                List<Shown> attributes = node.online ? shown(state, node) : List.of();
                if (!attributes.isEmpty()) {
                    visitor.node(node, attributes);
                }
            }
        }
    }

    private static Nodes nodes(WorkingState state) {
        return new Nodes(state);
    }

    private static List<Shown> shown(WorkingState state, PlanNode node) {
        SortedMap<String, Long> expected = expected(state, node);
        List<Shown> shown = new ArrayList<>();
        node.attributes.forEach((name, value) -> {
            if (HIDDEN.stream().noneMatch(name::startsWith)) {
                shown.add(new Shown(name, value, expected.get(name)));
            }
        });
        return shown;
    }

    /** What ping resources that run on a node should write: for each host of theirs the multiplier. */
    private static SortedMap<String, Long> expected(WorkingState state, PlanNode node) {
        SortedMap<String, Long> expected = new TreeMap<>();
        for (PlanPrimitive primitive : node.running) {
            String type = primitive.agent.type();
            if (!type.equals("ping") && !type.equals("pingd")) {
                continue;
            }
            SortedMap<String, String> parameters = state.parameters(primitive, node);
            String hosts = parameters.getOrDefault("host_list", "");
            long count = hosts.isBlank() ? 0 : hosts.trim().split("[ \t]+", -1).length;
            long multiplier = Numbers.integerOr(parameters.get("multiplier"), 1);
            expected.putIfAbsent(parameters.getOrDefault("name", "pingd"), count * multiplier);
        }
        return expected;
    }
}
