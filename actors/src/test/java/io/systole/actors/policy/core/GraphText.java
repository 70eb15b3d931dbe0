package io.systole.actors.policy.core;

import io.systole.cib.NodeName;
import io.systole.policy.graph.GraphAction;
import io.systole.policy.graph.GraphResource;
import io.systole.policy.graph.TransitionGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Graphs for tests, an action a line: {@code ID KIND OPERATION RESOURCE NODE [<- ID,ID] [prio=N] [rc=N] [interval=MS]
 * [long=ID]}, where
 * KIND is op, pseudo, fence or cluster, and {@code -} stands for nothing.
 */
public final class GraphText {
    private GraphText() {}

    public static TransitionGraph graph(String... lines) {
        var settings = new TreeMap<String, String>();
        settings.put("failed-start-offset", "INFINITY");
        return new TransitionGraph(
                settings, Stream.of(lines).map(GraphText::action).toList());
    }

    public static GraphAction action(String line) {
        List<String> words = Stream.of(line.trim().split(" +")).toList();
        String operation = words.get(2);
        String resource = words.get(3);
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put("CRM_meta_timeout", "20000");
        var inputs = new ArrayList<Integer>();
        int priority = 0;
        String longId = null;
        for (int at = 5; at < words.size(); at++) {
            String word = words.get(at);
            if (word.equals("<-")) {
                Stream.of(words.get(at + 1).split(",")).map(Integer::valueOf).forEach(inputs::add);
            } else if (word.startsWith("prio=")) {
                priority = Integer.parseInt(word.substring(5));
            } else if (word.startsWith("long=")) {
                longId = word.substring(5);
            } else if (word.startsWith("rc=")) {
                attributes.put("CRM_meta_op_target_rc", word.substring(3));
            } else if (word.startsWith("meta:")) {
                String[] pair = word.substring(5).split("=", 2);
                attributes.put("CRM_meta_" + pair[0], pair[1]);
            } else if (word.startsWith("interval=")) {
                attributes.put("CRM_meta_interval", word.substring(9));
            }
        }
        boolean fence = words.get(1).equals("fence");
        if (fence) {
            attributes.put("CRM_meta_stonith_action", operation);
        }
        NodeName node = words.get(4).equals("-") ? null : new NodeName(words.get(4));
        String interval = attributes.getOrDefault("CRM_meta_interval", "0");
        return new GraphAction(
                Integer.parseInt(words.get(0)),
                kind(words.get(1)),
                fence ? "stonith" : operation,
                fence ? "stonith-" + node + "-" + operation : resource + "_" + operation + "_" + interval,
                null,
                node,
                node == null ? null : node.value(),
                null,
                null,
                null,
                resource.equals("-") ? null : new GraphResource("primitive", resource, longId, "ocf", "test", "Dummy"),
                attributes,
                List.of(),
                new TreeMap<>(),
                inputs,
                priority);
    }

    private static GraphAction.Kind kind(String word) {
        return switch (word) {
            case "op" -> GraphAction.Kind.RESOURCE_OP;
            case "pseudo" -> GraphAction.Kind.PSEUDO_EVENT;
            default -> GraphAction.Kind.CLUSTER_OP;
        };
    }
}
