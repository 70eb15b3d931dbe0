package io.systole.runtime.status;

import io.systole.cib.Cib;
import io.systole.policy.Plan;
import io.systole.policy.Planner;
import io.systole.policy.graph.GraphAction;
import io.systole.policy.model.WorkingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is shown: what it means, and its graph.
 *
 * @param summary what would be done, a line each
 * @param before where what is active is, before anything of it is done
 * @param actions in the order of the graph, which says nothing of time: that is what their inputs say
 */
public record PlanView(List<String> summary, List<Place> before, List<Step> actions) {
    public PlanView {
        summary = List.copyOf(summary);
        before = List.copyOf(before);
        actions = List.copyOf(actions);
    }

    /** A primitive, or an instance of one, that is active on a node. */
    public record Place(String resource, String node, Role role) {}

    /**
     * An action of the graph.
     *
     * @param kind rsc_op, pseudo_event or crm_event, as in the graph's XML
     * @param operation start, stop, monitor, stonith, ...
     * @param key operation, resource and interval in a word
     * @param node where it is carried out; of fencing the target; null of what has no place
     * @param intervalMs 0 of what is done once
     * @param inputs the actions that have to be done before
     */
    public record Step(
            int id,
            String kind,
            String operation,
            String key,
            @Nullable String resource,
            @Nullable String node,
            long intervalMs,
            List<Integer> inputs) {
        public Step {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * What the cluster has to do by a CIB at a moment, as the running cluster plans: a CIB that hides nothing.
     *
     * @param cib in any schema, status included
     */
    public static PlanView of(Cib cib, Instant now) {
        return of(cib, now, plan -> {});
    }

    /** The same, and hands the plan to whoever wants to say more of it. */
    public static PlanView of(Cib cib, Instant now, Consumer<Plan> planned) {
        var before = new ArrayList<Place>();
        var plan = Planner.plan(cib, now, read -> {
            read.sanitized = false;
            before.addAll(places(read));
        });
        planned.accept(plan);
        return new PlanView(
                plan.summaryLines(),
                before,
                plan.graph().actions().stream().map(PlanView::step).toList());
    }

    private static List<Place> places(WorkingState read) {
        return new ResourceReading(read)
                .views().stream()
                        .flatMap(view -> placements(view).stream())
                        .filter(placement -> placement.role() != Role.STOPPED)
                        .map(placement -> new Place(placement.instance(), placement.node(), placement.role()))
                        .toList();
    }

    private static List<Placement> placements(ResourceView view) {
        if (view instanceof ResourceView.Together together) {
            return together.members().stream()
                    .flatMap(member -> member.placements().stream())
                    .toList();
        }
        return view instanceof ResourceView.Instances instances
                ? instances.placements()
                : ((ResourceView.Single) view).placements();
    }

    private static Step step(GraphAction action) {
        var resource = action.resource();
        var node = action.onNode();
        return new Step(
                action.id(),
                action.kind().element(),
                action.operation(),
                action.operationKey(),
                resource == null ? null : resource.instanceId(),
                node == null ? null : node.value(),
                action.intervalMs(),
                action.inputs());
    }
}
