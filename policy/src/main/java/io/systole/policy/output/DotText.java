package io.systole.policy.output;

import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Link;
import io.systole.policy.action.Task;
import io.systole.policy.graph.GraphAction;
import io.systole.policy.graph.TransitionGraph;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A transition as a picture for Graphviz: its actions, those that would have been wanted, and what waits for what. */
public final class DotText {

    private final ActionTable actions;
    private final Map<Integer, GraphAction> graph = new TreeMap<>();
    private final boolean allActions;
    private final boolean numbers;
    private final Set<Integer> drawn = new TreeSet<>();
    private final List<String> lines = new ArrayList<>();

    private DotText(ActionTable actions, TransitionGraph graph, boolean allActions, boolean numbers) {
        this.numbers = numbers;
        this.actions = actions;
        this.allActions = allActions;
        graph.actions().forEach(action -> this.graph.put(action.id(), action));
    }

    /**
     * The lines of the file.
     *
     * @param allActions whether actions are drawn that are not part of the transition
     * @param numbers whether the numbers of the actions are drawn
     */
    public static List<String> of(ActionTable actions, TransitionGraph graph, boolean allActions, boolean numbers) {
        return new DotText(actions, graph, allActions, numbers).draw();
    }

    private List<String> draw() {
        lines.add(" digraph \"g\" {");
        List<Action> all = actions.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            node(all.get(i));
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            edges(all.get(i));
        }
        lines.add("}");
        return lines;
    }

    private void node(Action action) {
        PlanResource resource = action.resource();
        String font = action.pseudo() ? "orange" : "black";
        String style = "dashed";
        String color = "red";
        boolean shown = true;
        if (graph.containsKey(action.number())) {
            style = "bold";
            color = "green";
        } else if (resource != null && !resource.managed) {
            font = "purple";
            shown = allActions;
        } else if (action.optional()) {
            color = "blue";
            shown = allActions;
        }
        if (shown) {
            drawn.add(action.number());
            lines.add("\"" + name(action) + "\" [ style=" + style + " color=\"" + color + "\" fontcolor=\"" + font
                    + "\"]");
        }
    }

    private void edges(Action then) {
        GraphAction element = graph.get(then.number());
        List<Link> before = then.before();
        for (int i = before.size() - 1; i >= 0; i--) {
            Link link = before.get(i);
            Action first = link.first();
            boolean input = element != null
                    && graph.containsKey(first.number())
                    && element.inputs().contains(first.number());
            if (!input && link.isVoid()) {
                continue;
            }
            boolean bothDrawn = drawn.contains(first.number()) && drawn.contains(then.number());
            boolean sameNodeOnly = link.effects() == Effect.LOAD || link.effects() == Effect.REQ_SAME_NODE;
            if (input || allActions || (bothDrawn && !sameNodeOnly)) {
                lines.add("\"" + name(first) + "\" -> \"" + name(then) + "\" [ style = " + (input ? "bold" : "dashed")
                        + "]");
            }
        }
    }

    private String name(Action action) {
        return numbers ? plainName(action) + " (" + action.number() + ")" : plainName(action);
    }

    private static String plainName(Action action) {
        PlanNode node = action.node();
        String host = node != null ? node.name : action.pseudo() ? "" : "<none>";
        PlanResource resource = action.resource();
        String cancel = action.is(Task.CANCEL) ? "Cancel " : "";
        String history = resource == null ? null : resource.historyId;
        if (history != null && resource != null && !history.equals(resource.id)) {
            return cancel + historyKey(action, history) + (host.isEmpty() ? "" : " " + host);
        }
        if (action.is(Task.STONITH)) {
            return Task.STONITH + " '" + action.meta("stonith_action") + "' " + host;
        }
        if (host.isEmpty()) {
            return action.key();
        }
        return cancel + (resource == null ? action.task() : action.key()) + " " + host;
    }

    private static String historyKey(Action action, String history) {
        if (action.is(Task.NOTIFY) || action.is(Task.NOTIFIED)) {
            return Task.notifyKey(
                    history,
                    String.valueOf(action.meta("notify_key_type")),
                    String.valueOf(action.meta("notify_key_operation")));
        }
        String task = action.cancelled() == null ? action.task() : action.cancelled();
        String interval = action.meta("interval");
        return history + "_" + task + "_" + (interval == null ? "0" : interval);
    }
}
