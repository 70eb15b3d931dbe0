package io.systole.actors.policy.core;

import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.Cib;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import io.systole.policy.graph.GraphAction;
import io.systole.policy.graph.GraphResource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the operations that a CIB shows as under way (pending). */
final class Underway {
    private static final String PENDING = "-1";

    /** An operation that runs, by the key of whoever ordered it. */
    record Pending(TransitionKey key, GraphAction action) {}

    private Underway() {}

    static List<Pending> in(Cib cib) {
        var found = new ArrayList<Pending>();
        for (NodeState node : cib.status().nodeStates()) {
            NodeName name = node.uname();
            if (name == null || !"online".equals(node.fields().crmd())) {
                continue;
            }
            for (LrmResource resource : node.lrmResources()) {
                for (OpHistory entry : resource.operations()) {
                    TransitionKey key = key(entry);
                    if (PENDING.equals(entry.opStatus()) && key != null) {
                        found.add(new Pending(key, action(key, name, resource, entry)));
                    }
                }
            }
        }
        return found;
    }

    /** All keys that the CIB shows, under way or done. */
    static SortedSet<String> keysShown(Cib cib) {
        var keys = new TreeSet<String>();
        for (NodeState node : cib.status().nodeStates()) {
            for (LrmResource resource : node.lrmResources()) {
                for (OpHistory entry : resource.operations()) {
                    if (entry.transitionKey() != null) {
                        keys.add(entry.transitionKey());
                    }
                }
            }
        }
        return keys;
    }

    private static @Nullable TransitionKey key(OpHistory entry) {
        String text = entry.transitionKey();
        return text == null ? null : TransitionKey.parse(text).orElse(null);
    }

    private static GraphAction action(TransitionKey key, NodeName node, LrmResource resource, OpHistory entry) {
        var attributes = new TreeMap<String, String>();
        attributes.put("CRM_meta_op_target_rc", Integer.toString(key.targetRc()));
        String operationKey = entry.operationKey();
        return new GraphAction(
                key.action(),
                GraphAction.Kind.RESOURCE_OP,
                entry.operation(),
                operationKey == null ? entry.id() : operationKey,
                null,
                node,
                node.value(),
                null,
                null,
                null,
                new GraphResource(
                        "primitive",
                        resource.id().value(),
                        null,
                        String.valueOf(resource.resourceClass()),
                        resource.provider(),
                        String.valueOf(resource.type())),
                attributes,
                List.of(),
                new TreeMap<>(),
                List.of(),
                0);
    }
}
