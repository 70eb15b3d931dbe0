package io.systole.policy.assign;

import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import org.jspecify.annotations.Nullable;

/** Looks up the node attribute that a colocation compares, on the node or on the host of a container. */
final class NodeAttributes {
    private NodeAttributes() {}

    static @Nullable String value(PlanResource resource, PlanNode node, String attribute) {
        PlanPrimitive connection = node.connection;
        if (!node.isGuest() || connection == null || connection.launcher == null) {
            return node.attribute(attribute);
        }
        PlanBundle bundle = resource.bundle();
        boolean own = bundle != null && resource.top() == bundle.innerClone && bundle.replicaOf(node) != null;
        if (own || "host".equalsIgnoreCase(resource.meta("container-attribute-target"))) {
            PlanNode host = connection.launcher.assignedNode();
            return host == null ? null : host.attribute(attribute);
        }
        return node.attribute(attribute);
    }

    /** Equal without regard to case; two that are not there are equal. */
    static boolean equal(@Nullable String a, @Nullable String b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        return a.equalsIgnoreCase(b);
    }
}
