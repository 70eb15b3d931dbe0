package io.systole.policy.graph;

import io.systole.policy.action.Action;
import io.systole.policy.action.ConnectionAddress;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects all that an operation is told: parameters, meta attributes, and what it is a part of. Earlier sources win. */
final class ActionAttributes {

    private static final String FEATURE_SET = "3.20.5";
    private static final String META = "CRM_meta_";

    private final WorkingState state;

    ActionAttributes(WorkingState state) {
        this.state = state;
    }

    /**
     * All attributes of an action.
     *
     * @param shown the node that the graph shows for the action
     */
    SortedMap<String, String> of(Action action, @Nullable PlanNode shown) {
        NavigableMap<String, String> all = new TreeMap<>();
        all.put("crm_feature_set", FEATURE_SET);
        action.extra().forEach(all::putIfAbsent);
        PlanResource resource = action.resource();
        if (resource instanceof PlanPrimitive primitive) {
            ConnectionAddress.resolve(primitive, state.parameters(primitive, action.node()))
                    .forEach(all::putIfAbsent);
        } else if (resource != null && action.node() != null) {
            SortedMap<String, String> parameters = state.parameters(resource, action.node());
            parameters.forEach(all::putIfAbsent);
        }
        action.meta().forEach((name, value) -> putMeta(all, name, value));
        if (shown != null) {
            putMeta(all, "on_node", shown.name);
            putMeta(all, "on_node_uuid", shown.id);
        }
        String launcher = null;
        for (PlanResource each = resource; each != null; each = each.parent) {
            if (each instanceof PlanClone clone) {
                ofClone(all, clone);
            } else if (each instanceof PlanPrimitive primitive) {
                ofPrimitive(all, primitive);
                launcher = primitive.launcher == null ? launcher : primitive.launcher.id;
            }
        }
        if (launcher != null) {
            all.put(META + "container", launcher);
        }
        ofGuest(all, action);
        return all;
    }

    private static void putMeta(SortedMap<String, String> all, String name, String value) {
        if (name.indexOf('#') < 0 && name.indexOf(':') < 0) {
            all.putIfAbsent(META + name.replace('-', '_'), value);
        }
    }

    private static void ofPrimitive(SortedMap<String, String> all, PlanPrimitive primitive) {
        if (primitive.instance >= 0) {
            all.put(META + "clone", Integer.toString(primitive.instance));
        }
        put(all, META + "remote_node", primitive.meta("remote-node"));
        put(all, "pcmk_external_ip", primitive.meta("external-ip"));
    }

    private static void put(SortedMap<String, String> all, String name, @Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    private static void ofClone(SortedMap<String, String> all, PlanClone clone) {
        all.put(META + "globally_unique", Boolean.toString(clone.unique));
        all.put(META + "notify", Boolean.toString(clone.notifies));
        all.put(META + "clone_max", Integer.toString(clone.cloneMax));
        all.put(META + "clone_node_max", Integer.toString(clone.cloneNodeMax));
        if (clone.promotable) {
            String max = Integer.toString(clone.promotedMax);
            String nodeMax = Integer.toString(clone.promotedNodeMax);
            all.put(META + "promoted_max", max);
            all.put(META + "promoted_node_max", nodeMax);
            all.put(META + "master_max", max);
            all.put(META + "master_node_max", nodeMax);
        }
    }

    /** Inside a guest: where the guest runs when the action is done. */
    private static void ofGuest(SortedMap<String, String> all, Action action) {
        PlanNode node = action.node();
        PlanResource resource = action.resource();
        if (node == null || resource == null || !node.isGuest() || node.connection == null) {
            return;
        }
        PlanPrimitive launcher = node.connection.launcher;
        String told = action.is(Task.NOTIFY) ? action.meta("notify_operation") : null;
        String task = Task.base(told == null ? action.task() : told);
        PlanNode host =
                switch (task) {
                    case Task.STOP, Task.DEMOTE -> launcher == null ? null : launcher.currentNode();
                    case Task.START, Task.MONITOR, Task.PROMOTE -> launcher == null ? null : launcher.assignedNode();
                    default -> null;
                };
        if (host != null) {
            put(all, META + "container_attribute_target", resource.meta("container-attribute-target"));
            all.put(META + "physical_host", host.name);
        }
    }
}
