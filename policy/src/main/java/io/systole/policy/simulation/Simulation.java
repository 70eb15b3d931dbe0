package io.systole.policy.simulation;

import io.systole.cib.Cib;
import io.systole.cib.value.Scores;
import io.systole.policy.action.Task;
import io.systole.policy.digest.ParameterDigest;
import io.systole.policy.graph.GraphAction;
import io.systole.policy.graph.GraphResource;
import io.systole.policy.graph.TransitionGraph;
import io.systole.policy.model.WorkingState;
import io.systole.policy.output.ReportElement;
import io.systole.policy.output.ReportItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plays a transition: walks the graph again and again, and does each action whose inputs are done, until a walk starts
 * nothing. There is no parallelism, so the order is a function of the graph alone.
 */
public final class Simulation {

    private static final Set<String> RECORDED = Set.of("ocf", "stonith", "service", "systemd", "lsb");

    private final WorkingState before;
    private final TransitionGraph graph;
    private final SimulatedStatus status;
    private final List<ReportItem> items = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final Set<Integer> done = new HashSet<>();
    private final Set<Integer> failed = new HashSet<>();
    private final List<String> failures;

    private Simulation(WorkingState before, TransitionGraph graph, Instant wallClock, List<String> failures) {
        this.before = before;
        this.graph = graph;
        this.failures = failures;
        this.status = new SimulatedStatus(before.cib.status(), wallClock);
    }

    /**
     * What came of a simulation.
     *
     * @param items what was done, in order
     * @param touched the nodes on which something was done
     * @param errors what could not be done
     * @param complete false where actions wait for each other for ever
     */
    public record Outcome(
            List<ReportItem> items, Cib cib, SortedSet<String> touched, List<String> errors, boolean complete) {
        /** What was done, as lines without bullets. */
        public List<String> lines() {
            return items.stream().map(ReportItem::line).toList();
        }
    }

    /**
     * Plays a plan's graph.
     *
     * @param before the working state of the plan
     * @param wallClock when the simulated operations are recorded to have run
     */
    public static Outcome play(WorkingState before, TransitionGraph graph, Instant wallClock) {
        return play(before, graph, wallClock, List.of());
    }

    /** Plays a plan's graph in which some operations fail: {@code RSC_TASK_INTERVAL@NODE=RC}. */
    public static Outcome play(WorkingState before, TransitionGraph graph, Instant wallClock, List<String> failures) {
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
        boolean complete = !failed.isEmpty() || done.size() == graph.actions().size();
        return new Outcome(items, cib, status.touched(), errors, complete);
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
            case PSEUDO_EVENT -> {
                String key = action.operationKey();
                items.add(new ReportItem(
                        "Pseudo action:   " + key + (node.isEmpty() ? "" : " on " + node),
                        ReportElement.leaf("pseudo_action")
                                .with("task", key)
                                .with("node", node.isEmpty() ? null : node)));
            }
            case CLUSTER_OP -> {
                if (action.operation().equals(Task.STONITH)) {
                    fence(action, node);
                } else {
                    cluster(action, node);
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

    private void cluster(GraphAction action, String node) {
        GraphResource resource = action.resource();
        String id = resource == null ? null : resource.id();
        items.add(new ReportItem(
                "Cluster action:  " + action.operation() + (id == null ? "" : " for " + id) + " on " + node,
                ReportElement.leaf("cluster_action")
                        .with("task", action.operation())
                        .with("node", node)
                        .with("id", id)));
    }

    private void fence(GraphAction action, String node) {
        String operation = action.meta("stonith_action");
        items.add(new ReportItem(
                "Fencing " + node + " (" + operation + ")",
                ReportElement.leaf("fencing_action").with("target", node).with("op", operation)));
        if (!"on".equalsIgnoreCase(operation)) {
            status.fenced(node, action.onNodeUuid() == null ? node : action.onNodeUuid());
        }
    }

    private void operate(GraphAction action, GraphResource resource, String node) {
        String name = shownName(resource);
        String operation = action.operation();
        boolean recorded = !operation.equals(Task.DELETE) && !operation.equals("meta-data");
        long interval = recorded ? action.intervalMs() : 0;
        items.add(new ReportItem(
                String.format(
                        "Resource action: %-15s %s%s on %s", name, operation, interval > 0 ? "=" + interval : "", node),
                ReportElement.leaf("rsc_action")
                        .with("resource", name)
                        .with("op", operation)
                        .with("node", node)
                        .with("interval", interval > 0 ? interval : null)));
        if (recorded && recordable(resource, name, node, action)) {
            record(action, resource, name, node);
        }
    }

    /** A new entry of the history needs an agent of a known kind; else the operation counts as failed. */
    private boolean recordable(GraphResource resource, String name, String node, GraphAction action) {
        if (status.knows(node, name) || status.knows(node, resource.id())) {
            return true;
        }
        if (!RECORDED.contains(resource.agentClass())) {
            errors.add("Invalid class for " + resource.id() + ": " + resource.agentClass());
        } else if (resource.agentClass().equals("ocf") && resource.provider() == null) {
            errors.add("Please specify the provider for resource " + resource.id());
        } else {
            return true;
        }
        failed.add(action.id());
        return false;
    }

    private void record(GraphAction action, GraphResource resource, String name, String node) {
        Failing failing = failing(action, resource, name, node);
        status.done(action, resource, name, digest(action), failing == null ? null : failing.rc());
        if (failing == null) {
            return;
        }
        failed.add(action.id());
        items.add(new ReportItem("Pretending action " + action.id() + " failed with rc=" + failing.rc(), null));
        String operation = action.operation();
        boolean emptyProbe = failing.rc() == 7 && action.intervalMs() == 0;
        if (failing.rc() != 0 && !emptyProbe) {
            String id = action.onNodeUuid() == null ? node : action.onNodeUuid();
            boolean fatal = operation.equals(Task.STOP)
                    || (operation.equals(Task.START)
                            && !"1".equals(graph.settings().get("failed-start-offset")));
            String counted = failing.name() + "#" + operation + "_" + action.intervalMs();
            items.addAll(status.countFailure(node, id, counted, fatal));
        }
    }

    /** The result that an operation is to fail with, and the name by which the resource was meant. */
    private record Failing(String name, int rc) {}

    /** The first wish that begins with the operation's name decides; one whose result is no number is told and left out. */
    private @Nullable Failing failing(GraphAction action, GraphResource resource, String name, String node) {
        String rest = "_" + action.operation() + "_" + action.intervalMs() + "@" + node + "=";
        for (String wish : failures) {
            for (String each : List.of(name, resource.id())) {
                String wanted = each + rest;
                if (!wish.regionMatches(true, 0, wanted, 0, wanted.length())) {
                    continue;
                }
                String rc = wish.substring(wanted.length()).trim();
                if (rc.matches("[+-]?\\d{1,9}")) {
                    return new Failing(each, Integer.parseInt(rc));
                }
                errors.add("Invalid failed operation '" + wish + "' (result code must be integer)");
                break;
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
