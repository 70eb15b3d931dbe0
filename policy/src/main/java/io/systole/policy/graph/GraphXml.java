package io.systole.policy.graph;

import io.systole.cib.NodeName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a transition graph in the XML form of the reference ({@code crm_simulate -G}). */
public final class GraphXml {

    private static final List<String> HEAD = List.of(
            "cluster-delay",
            "fencing-timeout",
            "failed-stop-offset",
            "failed-start-offset",
            "batch-limit",
            "transition_id",
            "migration-limit",
            "recheck-by");

    private final StringBuilder out = new StringBuilder(4096);

    private GraphXml() {}

    /** The whole document, with the number that the head gives the transition. */
    public static String write(TransitionGraph graph, int transitionId) {
        return new GraphXml().document(graph, transitionId);
    }

    private String document(TransitionGraph graph, int transitionId) {
        Map<String, String> head = new TreeMap<>(graph.settings());
        head.put("transition_id", Integer.toString(transitionId));
        out.append("<transition_graph");
        HEAD.forEach(name -> attribute(name, head.remove(name)));
        head.forEach(this::attribute);
        if (graph.isEmpty()) {
            return out.append("/>\n").toString();
        }
        out.append(">\n");
        Map<Integer, GraphAction> byId = new TreeMap<>();
        graph.actions().forEach(action -> byId.put(action.id(), action));
        for (int number = 0; number < graph.actions().size(); number++) {
            synapse(number, graph.actions().get(number), byId);
        }
        return out.append("</transition_graph>\n").toString();
    }

    private void synapse(int number, GraphAction action, Map<Integer, GraphAction> byId) {
        out.append("  <synapse id=\"").append(number).append('"');
        if (action.priority() > 0) {
            attribute("priority", Integer.toString(action.priority()));
        }
        out.append(">\n    <action_set>\n");
        full(action);
        out.append("    </action_set>\n");
        if (action.inputs().isEmpty()) {
            out.append("    <inputs/>\n  </synapse>\n");
            return;
        }
        out.append("    <inputs>\n");
        for (Integer input : action.inputs()) {
            GraphAction first = byId.get(input);
            if (first == null) {
                continue;
            }
            out.append("      <trigger>\n        ");
            open(first);
            out.append("/>\n      </trigger>\n");
        }
        out.append("    </inputs>\n  </synapse>\n");
    }

    private void open(GraphAction action) {
        out.append('<').append(action.kind().element());
        attribute("mode", action.mode());
        attribute("id", Integer.toString(action.id()));
        attribute("operation", action.operation());
        attribute("operation_key", action.operationKey());
        attribute("internal_operation_key", action.internalOperationKey());
        attribute("on_node", name(action.onNode()));
        attribute("on_node_uuid", action.onNodeUuid());
        attribute("router_node", name(action.routerNode()));
        attribute("shutdown-lock", action.shutdownLock());
    }

    private void full(GraphAction action) {
        out.append("      ");
        open(action);
        out.append(">\n");
        GraphResource resource = action.resource();
        if (resource != null) {
            out.append("        <").append(resource.element());
            attribute("id", resource.id());
            attribute("long-id", resource.longId());
            attribute("class", resource.agentClass());
            attribute("provider", resource.provider());
            attribute("type", resource.type());
            out.append("/>\n");
        }
        attributes(action);
        if (!action.downed().isEmpty()) {
            out.append("        <downed>\n");
            action.downed().forEach(id -> {
                out.append("          <node");
                attribute("id", id);
                out.append("/>\n");
            });
            out.append("        </downed>\n");
        }
        if (!action.maintenance().isEmpty()) {
            out.append("        <maintenance>\n");
            action.maintenance().forEach((id, on) -> {
                out.append("          <node");
                attribute("id", id);
                attribute("node_in_maintenance", on ? "1" : "0");
                out.append("/>\n");
            });
            out.append("        </maintenance>\n");
        }
        out.append("      </").append(action.kind().element()).append(">\n");
    }

    private void attributes(GraphAction action) {
        out.append("        <attributes");
        StringBuilder params = new StringBuilder();
        action.attributes().forEach((name, value) -> {
            if (!name.isEmpty() && Character.isDigit(name.charAt(0))) {
                params.append("          <param name=\"")
                        .append(escape(name))
                        .append("\" value=\"")
                        .append(escape(value))
                        .append("\"/>\n");
            } else {
                attribute(name, value);
            }
        });
        if (params.length() == 0) {
            out.append("/>\n");
        } else {
            out.append(">\n").append(params).append("        </attributes>\n");
        }
    }

    private static @Nullable String name(@Nullable NodeName node) {
        return node == null ? null : node.value();
    }

    private void attribute(String name, @Nullable String value) {
        if (value != null) {
            out.append(' ').append(name).append("=\"").append(escape(value)).append('"');
        }
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    if (c < ' ') {
                        escaped.append(String.format("&#x%02X;", (int) c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
