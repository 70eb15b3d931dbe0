package io.systole.policy.simulation;

import io.systole.cib.Cib;
import io.systole.cib.value.Scores;
import io.systole.policy.action.Task;
import io.systole.policy.digest.ParameterDigest;
import io.systole.policy.graph.GraphAction;
import io.systole.policy.graph.GraphResource;
import io.systole.policy.graph.TransitionGraph;
import io.systole.policy.model.WorkingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plays a transition: walks the graph again and again, and does each action whose inputs are done, until a walk starts
 * nothing. There is no parallelism, so the order is a function of the graph alone.
 */
public final class Simulation {

    private final WorkingState before;
    private final TransitionGraph graph;
    private final SimulatedStatus status;
    private final List<String> lines = new ArrayList<>();
    private final Set<Integer> done = new HashSet<>();
    private final Set<Integer> failed = new HashSet<>();
    private final List<OperationResult> failures;

    private Simulation(WorkingState before, TransitionGraph graph, Instant wallClock, List<OperationResult> failures) {
        this.before = before;
        this.graph = graph;
        this.failures = failures;
        this.status = new SimulatedStatus(before.cib.status(), wallClock);
    }

    /**
     * What came of a simulation.
     *
     * @param lines what was done, in order, without bullets
     * @param complete false where actions wait for each other for ever
     */
    public record Outcome(List<String> lines, Cib cib, boolean complete) {}

    /**
     * Plays a plan's graph.
     *
     * @param before the working state of the plan
     * @param wallClock when the simulated operations are recorded to have run
     */
    public static Outcome play(WorkingState before, TransitionGraph graph, Instant wallClock) {
        return play(before, graph, wallClock, List.of());
    }

    /** Plays a plan's graph in which some operations fail. */
    public static Outcome play(
            WorkingState before, TransitionGraph graph, Instant wallClock, List<OperationResult> failures) {
        return new Simulation(before, graph, wallClock, failures).run();
    }

    private Outcome run() {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (GraphAction action : graph.actions()) {
                if (!done.contains(action.id()) && ready(action)) {
                    execute(action);
                    done.add(action.id());
                    progress = true;
                }
            }
        }
        Cib cib = new Cib(before.cib.header(), before.cib.configuration(), status.status());
        return new Outcome(
                lines, cib, !failed.isEmpty() || done.size() == graph.actions().size());
    }

    /** After a failure nothing new is done but ordering points and what is most urgent. */
    private boolean ready(GraphAction action) {
        boolean urgent = action.priority() >= Scores.INFINITY;
        if (!failed.isEmpty() && !urgent && action.kind() != GraphAction.Kind.PSEUDO_EVENT) {
            return false;
        }
        for (Integer input : action.inputs()) {
            if (!done.contains(input) || (failed.contains(input) && !urgent)) {
                return false;
            }
        }
        return true;
    }

    private void execute(GraphAction action) {
        String node = action.onNode() == null ? "" : action.onNode().value();
        switch (action.kind()) {
            case PSEUDO_EVENT ->
                lines.add("Pseudo action:   " + action.operationKey() + (node.isEmpty() ? "" : " on " + node));
            case CLUSTER_OP -> {
                if (action.operation().equals(Task.STONITH)) {
                    fence(action, node);
                } else {
                    GraphResource resource = action.resource();
                    lines.add("Cluster action:  " + action.operation()
                            + (resource == null ? "" : " for " + resource.id())
                            + " on " + node);
                }
            }
            case RESOURCE_OP -> {
                GraphResource resource = action.resource();
                if (resource != null) {
                    operate(action, resource, node);
                }
            }
        }
    }

    private void fence(GraphAction action, String node) {
        String operation = action.meta("stonith_action");
        lines.add("Fencing " + node + " (" + operation + ")");
        if (!"on".equalsIgnoreCase(operation)) {
            status.fenced(node, action.onNodeUuid() == null ? node : action.onNodeUuid());
        }
    }

    private void operate(GraphAction action, GraphResource resource, String node) {
        String name = shownName(resource);
        String operation = action.operation();
        boolean recorded = !operation.equals(Task.DELETE) && !operation.equals("meta-data");
        long interval = recorded ? action.intervalMs() : 0;
        lines.add(String.format(
                "Resource action: %-15s %s%s on %s", name, operation, interval > 0 ? "=" + interval : "", node));
        if (recorded) {
            OperationResult failure = failure(action, resource, name, node);
            status.done(action, resource, name, digest(action), failure == null ? null : failure.rc());
            if (failure != null) {
                failed.add(action.id());
                lines.add("Pretending action " + action.id() + " failed with rc=" + failure.rc());
                String id = action.onNodeUuid() == null ? node : action.onNodeUuid();
                boolean fatal = operation.equals(Task.STOP)
                        || (operation.equals(Task.START)
                                && !"1".equals(graph.settings().get("failed-start-offset")));
                lines.addAll(status.countFailure(node, id, failure.failureName(), fatal));
            }
        }
    }

    private @Nullable OperationResult failure(GraphAction action, GraphResource resource, String name, String node) {
        for (OperationResult each : failures) {
            boolean named =
                    each.resource().equalsIgnoreCase(name) || each.resource().equalsIgnoreCase(resource.id());
            if (named
                    && each.task().equalsIgnoreCase(action.operation())
                    && each.intervalMs() == action.intervalMs()
                    && each.node().equalsIgnoreCase(node)) {
                return each;
            }
        }
        return null;
    }

    /** The name that the history uses, if some resource is known by it; else the instance's. */
    private String shownName(GraphResource resource) {
        if (before.resourceOrHistory(resource.id()) != null) {
            return resource.id();
        }
        String longId = resource.longId();
        return longId != null && before.resourceOrHistory(longId) != null ? longId : resource.id();
    }

    private static String digest(GraphAction action) {
        NavigableMap<String, String> parameters = new TreeMap<>();
        action.attributes().forEach((name, value) -> {
            boolean timeout = action.intervalMs() > 0 && name.equals("CRM_meta_timeout");
            if (timeout || !(name.startsWith("CRM_meta_") || name.equals("crm_feature_set"))) {
                parameters.put(name, value);
            }
        });
        return ParameterDigest.of(parameters);
    }
}
