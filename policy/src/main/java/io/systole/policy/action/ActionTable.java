package io.systole.policy.action;

import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All actions of a plan: finds the one that is asked for or creates it, and sees to its required and runnable bits each time
 * somebody asks.
 *
 * <p>An action that was asked for without a node matches every node and takes the first that is asked for. Lists are kept
 * oldest first.
 */
public final class ActionTable {

    private final WorkingState state;
    private final OperationMeta operations;
    private final Digests digests;
    private final FenceRequests fences;
    private final Relations relations = new Relations();
    private final List<Action> all = new ArrayList<>();
    private final Map<String, List<Action>> byKey = new HashMap<>();
    private final Map<PlanResource, List<Action>> byResource = new HashMap<>();
    private final Set<PlanResource> reloading = new HashSet<>();

    public ActionTable(WorkingState state) {
        this.state = state;
        this.operations = new OperationMeta(state);
        this.digests = new Digests(state, operations);
        this.fences = new FenceRequests(state, this);
    }

    public WorkingState state() {
        return state;
    }

    public OperationMeta operations() {
        return operations;
    }

    public Digests digests() {
        return digests;
    }

    public FenceRequests fences() {
        return fences;
    }

    public Relations relations() {
        return relations;
    }

    /** All actions, oldest first. */
    public List<Action> all() {
        return Collections.unmodifiableList(all);
    }

    /** A resource's own actions, oldest first. */
    public List<Action> of(PlanResource resource) {
        List<Action> found = byResource.get(resource);
        return found == null ? List.of() : Collections.unmodifiableList(found);
    }

    /** A resource's actions whose key ends in {@code suffix} after the resource's id, oldest first. */
    public List<Action> of(PlanResource resource, String suffix) {
        List<Action> found = byResource.containsKey(resource) ? byKey.get(resource.id + "_" + suffix) : null;
        if (found == null) {
            return List.of();
        }
        for (Action action : found) {
            if (action.resource() != resource) {
                return found.stream()
                        .filter(each -> each.resource() == resource)
                        .toList();
            }
        }
        return Collections.unmodifiableList(found);
    }

    /** The action with a key that is used once only. */
    @Nullable
    Action byKey(String key) {
        List<Action> found = byKey.get(key);
        return found == null ? null : found.get(0);
    }

    /** The newest action of a resource with a task, on a node if one is given (where an action without node matches not). */
    public @Nullable Action newest(PlanResource resource, String task, @Nullable PlanNode node) {
        List<Action> actions = of(resource);
        for (int i = actions.size() - 1; i >= 0; i--) {
            Action action = actions.get(i);
            if (action.is(task) && (node == null || action.node() == node)) {
                return action;
            }
        }
        return null;
    }

    /** The oldest action of a resource with a task on a node; one without node adopts the node. */
    public @Nullable Action oldest(PlanResource resource, String task, @Nullable PlanNode node) {
        for (Action action : of(resource, task + "_0")) {
            if (node == null || action.node() == node) {
                return action;
            }
            if (action.node() == null) {
                action.takeNode(node);
                return action;
            }
        }
        return null;
    }

    /** All actions of a resource with a non-recurring task that are on a node, oldest first. */
    public List<Action> on(PlanResource resource, String task, @Nullable PlanNode node) {
        if (!byResource.containsKey(resource)) {
            return List.of();
        }
        List<Action> found = new ArrayList<>();
        for (Action action : of(resource, task + "_0")) {
            if (node == null || action.node() == node) {
                found.add(action);
            } else if (action.node() == null) {
                action.takeNode(node);
                found.add(action);
            }
        }
        return found;
    }

    /** An operation of a resource. */
    public Action request(
            PlanResource resource, String task, long intervalMs, @Nullable PlanNode node, boolean optional) {
        return request(resource, task + "_" + intervalMs, task, intervalMs, node, optional);
    }

    /** A non-recurring operation of a resource. */
    public Action request(PlanResource resource, String task, @Nullable PlanNode node, boolean optional) {
        return request(resource, task, 0, node, optional);
    }

    /** An action of a resource under a key of its own form (notifications). */
    public Action request(
            PlanResource resource,
            String suffix,
            String task,
            long intervalMs,
            @Nullable PlanNode node,
            boolean optional) {
        String key = resource.id + "_" + suffix;
        Action action = find(resource, key, node);
        if (action == null) {
            action = create(resource, key, task, intervalMs, node, optional);
        }
        decideOptional(action, resource, optional);
        decideRunnable(action, resource);
        if (node != null && action.extra().isEmpty()) {
            action.setExtra(operations.parameters(resource, suffix, intervalMs, node));
        }
        return action;
    }

    /** A node action or an ordering point that belongs to no resource. */
    public Action request(String key, String task, @Nullable PlanNode node, boolean optional) {
        Action action = find(null, key, node);
        if (action == null) {
            action = create(null, key, task, 0, node, optional);
        }
        if (!optional) {
            action.setOptional(false);
        }
        return action;
    }

    /** An ordering point: nothing is executed. */
    public Action pseudo(PlanResource resource, String task, boolean optional, boolean runnable) {
        Action action = request(resource, task, null, optional);
        action.setPseudo(true);
        action.setRunnable(runnable);
        return action;
    }

    /** An ordering point that belongs to no resource. */
    public Action pseudo(String key) {
        Action action = request(key, key, null, true);
        action.setPseudo(true);
        action.setRunnable(true);
        return action;
    }

    private @Nullable Action find(@Nullable PlanResource resource, String key, @Nullable PlanNode node) {
        List<Action> found = byKey.get(key);
        if (found == null) {
            return null;
        }
        for (Action action : found) {
            if (resource != null && action.resource() != resource) {
                continue;
            }
            if (node == null || action.node() == node) {
                return action;
            }
            if (action.node() == null) {
                action.takeNode(node);
                return action;
            }
        }
        return null;
    }

    private Action create(
            @Nullable PlanResource resource,
            String key,
            String task,
            long intervalMs,
            @Nullable PlanNode node,
            boolean optional) {
        SortedMap<String, String> meta = resource == null
                ? Collections.emptySortedMap()
                : operations.meta(resource, key.substring(resource.id.length() + 1), task, intervalMs);
        Action action = new Action(all.size() + 1, resource, key, task, node, meta);
        action.setOptional(optional);
        action.setOnDc(task.equals(Task.LRM_DELETE));
        if (resource != null && (task.equals(Task.START) || task.equals(Task.PROMOTE))) {
            action.setNeeds(needs(resource));
        }
        all.add(action);
        byKey.computeIfAbsent(key, unused -> new ArrayList<>(2)).add(action);
        if (resource != null) {
            byResource.computeIfAbsent(resource, unused -> new ArrayList<>()).add(action);
        }
        return action;
    }

    private static Action.Needs needs(PlanResource resource) {
        return switch (resource.requires) {
            case FENCING, UNFENCING -> Action.Needs.FENCING;
            case QUORUM -> Action.Needs.QUORUM;
            case NOTHING -> Action.Needs.NOTHING;
        };
    }

    /** A request never makes a required action of a managed resource optional; unmanaged ones do nothing but recur. */
    private static void decideOptional(Action action, PlanResource resource, boolean optional) {
        if (action.node() != null && !action.pseudo() && !resource.managed && !action.recurring()) {
            action.setOptional(true);
        } else if (!optional) {
            action.setOptional(false);
        }
    }

    private void decideRunnable(Action action, PlanResource resource) {
        if (action.pseudo()) {
            return;
        }
        PlanNode node = action.node();
        if (node == null) {
            action.setRunnable(false);
        } else if (!action.onDc() && !node.online && (!node.isGuest() || node.resetPending)) {
            action.setRunnable(false);
            if (resource.managed && action.is(Task.STOP) && !node.unclean) {
                fences.request(node, "stop is unrunnable", false);
            }
        } else if (!action.onDc() && node.pending) {
            action.setRunnable(false);
        } else if (action.needs() == Action.Needs.NOTHING) {
            action.setReason(null);
            action.setRunnable(!node.isGuest() || fences.canFence(node));
        } else {
            decideByQuorum(action, resource);
        }
    }

    private void decideByQuorum(Action action, PlanResource resource) {
        if (state.quorate) {
            action.setRunnable(true);
            return;
        }
        switch (state.quorumPolicy) {
            case IGNORE, FENCE -> action.setRunnable(true);
            case STOP -> withoutQuorum(action);
            case DEMOTE -> {
                if (resource.currentRole == Role.PROMOTED || resource.currentRole == Role.UNPROMOTED) {
                    if (resource.nextRole.above(Role.UNPROMOTED)) {
                        resource.nextRole = Role.UNPROMOTED;
                    }
                    action.setRunnable(true);
                } else {
                    withoutQuorum(action);
                }
            }
            case FREEZE -> {
                if (!resource.leaves().stream().allMatch(PlanPrimitive::active)
                        || resource.nextRole.above(resource.currentRole)) {
                    action.setRunnable(false);
                    action.setReason("quorum freeze");
                }
            }
        }
    }

    private static void withoutQuorum(Action action) {
        action.setRunnable(false);
        action.setReason("no quorum");
    }

    /**
     * A resource that gets no node: what exists already is changed so that it stops: stops are required, starts and recurring
     * operations that expect it to run cannot run.
     */
    public void noNode(PlanPrimitive primitive) {
        for (Action action : of(primitive)) {
            if (action.is(Task.STOP)) {
                action.setOptional(false);
            } else if (action.is(Task.START)) {
                action.setRunnable(false);
            } else if (action.recurring() && !"7".equals(action.meta("op_target_rc"))) {
                action.setRunnable(false);
            }
        }
    }

    /** A recurring operation that is known to run. */
    public Action recurring(PlanPrimitive primitive, PlanNode node, String task, long intervalMs) {
        return request(primitive, task, intervalMs, node, true);
    }

    /** Removes the fail count of a resource on a node. */
    public Action clearFailcount(PlanPrimitive primitive, PlanNode node) {
        Action action = request(primitive, Task.CLEAR_FAILCOUNT, node, false);
        action.putMeta("op_no_wait", "true");
        return action;
    }

    /** Removes an expired fail count: that of a connection to a remote node only after the node's fencing, if that comes. */
    public void clearExpired(PlanPrimitive primitive, PlanNode node) {
        Action action = clearFailcount(primitive, node);
        PlanNode remote = primitive.remoteNode;
        if (remote != null && !primitive.reconnectInterval.isZero() && state.options.fencingEnabled()) {
            Action.attach(fences.fencing(remote, null, true, null, false), action, Effect.PULL_THEN);
        }
    }

    public boolean hasClearFailcount(PlanResource resource, PlanNode node) {
        for (Action action : of(resource, Task.CLEAR_FAILCOUNT + "_0")) {
            if (action.node() == node) {
                return true;
            }
        }
        return false;
    }

    /** The stops that exist for a resource on a node become optional: it was found not to be active there. */
    public void stopsBecomeOptional(PlanResource resource, PlanNode node) {
        for (Action stop : on(resource, Task.STOP, node)) {
            stop.setOptional(true);
        }
    }

    /** Marks a resource whose changed parameters its agent takes over while it runs. */
    void reload(PlanResource resource) {
        reloading.add(resource);
    }

    public void cancelReload(PlanResource resource) {
        reloading.remove(resource);
    }

    public boolean reloads(PlanResource resource) {
        return reloading.contains(resource);
    }
}
