package io.systole.policy.graph;

import io.systole.cib.NodeName;
import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Task;
import io.systole.policy.graph.GraphAction.Kind;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the graph's form of an action: its keys as the history writes them, its node, its resource. */
final class ActionElement {

    private static final String ELEMENT = "primitive";

    private final ActionTable actions;
    private final ActionAttributes attributes;

    ActionElement(ActionTable actions) {
        this.actions = actions;
        this.attributes = new ActionAttributes(actions.state());
    }

    GraphAction of(Action action, List<Integer> inputs) {
        Kind kind = kind(action);
        boolean placed = action.node() != null && (kind != Kind.PSEUDO_EVENT || action.is(Task.STONITH));
        PlanNode node = placed ? action.node() : null;
        String historyKey = historyKey(action);
        PlanResource resource = action.resource();
        boolean real = kind != Kind.PSEUDO_EVENT;
        return new GraphAction(
                action.number(),
                kind,
                action.task(),
                historyKey == null ? action.key() : historyKey,
                historyKey == null ? null : action.key(),
                node == null || node.name.isEmpty() ? null : new NodeName(node.name),
                node == null ? null : node.id,
                node == null ? null : RouterNode.of(action, node),
                action.is(Task.LRM_DELETE) ? "cib" : null,
                real ? shutdownLock(action) : null,
                real && resource instanceof PlanPrimitive primitive ? resource(primitive) : null,
                attributes.of(action, node),
                node == null ? List.of() : downed(action, node),
                Collections.emptySortedMap(),
                inputs,
                priority(action));
    }

    GraphAction maintenance(Action action, SortedMap<String, Boolean> nodes) {
        return new GraphAction(
                action.number(),
                Kind.PSEUDO_EVENT,
                action.task(),
                action.key(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>(),
                List.of(),
                nodes,
                List.of(),
                0);
    }

    private static int priority(Action action) {
        PlanResource resource = action.resource();
        return Math.max(action.priority(), resource == null ? 0 : resource.priority);
    }

    private static Kind kind(Action action) {
        if (action.pseudo()) {
            return Kind.PSEUDO_EVENT;
        }
        return switch (action.task()) {
            case Task.STONITH, Task.DO_SHUTDOWN, Task.CLEAR_FAILCOUNT, Task.LRM_DELETE -> Kind.CLUSTER_OP;
            default -> Kind.RESOURCE_OP;
        };
    }

    /** The key under the name that the history uses, if that is not the resource's id. */
    private static @Nullable String historyKey(Action action) {
        PlanResource resource = action.resource();
        String name = resource == null ? null : resource.historyId;
        if (name == null || resource == null || name.equals(resource.id)) {
            return null;
        }
        if (action.is(Task.NOTIFY)) {
            return name + "_" + action.meta("notify_type") + "_notify_" + action.meta("notify_operation") + "_0";
        }
        String task = action.cancelled() == null ? action.task() : action.cancelled();
        String interval = action.meta("interval");
        return name + "_" + task + "_" + (interval == null ? "0" : interval);
    }

    private static GraphResource resource(PlanPrimitive primitive) {
        String id = primitive.id;
        String longId = null;
        if (primitive.removed && primitive.historyId != null) {
            id = primitive.historyId;
            longId = primitive.id;
        } else if (!primitive.unique) {
            id = primitive.configuredId;
            longId =
                    primitive.historyId != null && !primitive.historyId.equals(id) ? primitive.historyId : primitive.id;
        }
        return new GraphResource(
                ELEMENT,
                id,
                longId,
                primitive.agent.resourceClass(),
                primitive.agent.provider(),
                primitive.agent.type());
    }

    private static @Nullable String shutdownLock(Action action) {
        if (!(action.resource() instanceof PlanPrimitive primitive)
                || primitive.lockNode == null
                || primitive.lockTime == 0
                || action.node() != primitive.lockNode) {
            return null;
        }
        boolean stops = action.is(Task.STOP);
        return stops == primitive.lockNode.shutdown ? Long.toString(primitive.lockTime) : null;
    }

    /** The nodes that go down with an action: what is fenced or shut down, with its guests; a remote node that is let go. */
    private List<String> downed(Action action, PlanNode node) {
        List<String> downed = new ArrayList<>();
        if (action.is(Task.DO_SHUTDOWN)) {
            downed.add(node.id);
        } else if (action.is(Task.STONITH)) {
            if (!"on".equals(action.meta("stonith_action"))) {
                downed.add(node.id);
                for (PlanNode guest : actions.state().nodes) {
                    PlanPrimitive connection = guest.connection;
                    if (guest.isGuest() && connection != null && connection.activeNodes.contains(node)) {
                        downed.add(guest.id);
                    }
                }
            }
        } else if (action.is(Task.STOP)
                && action.resource() instanceof PlanPrimitive primitive
                && primitive.isConnection()) {
            boolean migrates = action.before().stream()
                    .anyMatch(link -> link.first().is(Task.MIGRATE_FROM)
                            && link.first().resource() == primitive
                            && link.first().required());
            if (!migrates) {
                downed.add(primitive.id);
            }
        }
        return downed;
    }
}
