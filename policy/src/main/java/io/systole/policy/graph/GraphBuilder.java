package io.systole.policy.graph;

import io.systole.cib.value.Scores;
import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.NotifyActions;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import io.systole.policy.order.EffectiveBits;
import io.systole.policy.order.GraphInputs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the actions that are to be done into a transition graph, resource by resource, then the rest. */
public final class GraphBuilder {

    private final WorkingState state;
    private final ActionTable actions;
    private final GraphInputs inputs = new GraphInputs();
    private final NotifyActions notifications;
    private final ActionElement elements;
    private final List<GraphAction> graph = new ArrayList<>();
    private final Set<Action> done = new HashSet<>();

    public GraphBuilder(ActionTable actions) {
        this.actions = actions;
        this.state = actions.state();
        this.notifications = new NotifyActions(actions);
        this.elements = new ActionElement(actions);
    }

    public TransitionGraph build() {
        for (PlanResource resource : state.resources) {
            add(resource);
        }
        maintenance();
        List<Action> all = actions.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            add(all.get(i));
        }
        return new TransitionGraph(settings(), graph);
    }

    private void add(PlanResource resource) {
        if (resource instanceof PlanBundle bundle) {
            if (bundle.innerClone != null) {
                add(bundle.innerClone);
            }
            for (PlanBundle.Replica replica : bundle.replicas) {
                if (replica.address() != null) {
                    add(replica.address());
                }
                add(replica.container());
                if (replica.connection() != null) {
                    add(replica.connection());
                }
            }
        } else if (resource instanceof PlanClone clone) {
            new EffectiveBits(actions).refresh(clone);
            if (clone.notifies) {
                notifications.create(clone);
            }
            clone.children.forEach(this::add);
            addOwn(clone);
        } else {
            addOwn(resource);
            resource.children.forEach(this::add);
        }
    }

    private void addOwn(PlanResource resource) {
        List<Action> own = actions.of(resource);
        for (int i = own.size() - 1; i >= 0; i--) {
            add(own.get(i));
        }
    }

    private void add(Action action) {
        if (!done.add(action)) {
            return;
        }
        List<Integer> firsts = inputs.of(action).stream().map(Action::number).toList();
        if (inputs.belongs(action)) {
            graph.add(elements.of(action, firsts));
        }
    }

    /** Remote nodes whose maintenance differs from what was noted for them are told. */
    private void maintenance() {
        NavigableMap<String, Boolean> changed = new TreeMap<>();
        for (PlanNode node : state.nodes) {
            if (node.remoteType && node.maintenance != node.inMaintenanceNoted) {
                changed.put(node.id, node.maintenance);
            }
        }
        if (!changed.isEmpty()) {
            Action action = actions.pseudo(Task.MAINTENANCE_NODES);
            action.setAlwaysInGraph(true);
            done.add(action);
            graph.add(elements.maintenance(action, changed));
        }
    }

    private SortedMap<String, String> settings() {
        NavigableMap<String, String> settings = new TreeMap<>();
        settings.put("cluster-delay", state.options.text("cluster-delay"));
        settings.put("fencing-timeout", state.options.text("fencing-timeout"));
        settings.put("failed-stop-offset", Scores.print(Scores.INFINITY));
        boolean fatal = !"false".equals(state.options.text("start-failure-is-fatal"));
        settings.put("failed-start-offset", fatal ? Scores.print(Scores.INFINITY) : "1");
        settings.put("batch-limit", state.options.text("batch-limit"));
        String migrationLimit = state.options.text("migration-limit");
        if (!migrationLimit.isEmpty() && !migrationLimit.startsWith("-") && !migrationLimit.equals("0")) {
            settings.put("migration-limit", migrationLimit);
        }
        state.recheck.at().ifPresent(at -> settings.put("recheck-by", Long.toString(at)));
        return settings;
    }
}
