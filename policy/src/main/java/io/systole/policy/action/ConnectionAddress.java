package io.systole.policy.action;

import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where a bundle's connection is reached when its address is that of the node which hosts the container. */
public final class ConnectionAddress {

    private static final String BY_HOST = "#uname";

    private ConnectionAddress() {}

    /** Whether the configuration leaves the address to the container's host. */
    public static boolean byHost(PlanPrimitive connection, Map<String, String> parameters) {
        return connection.isConnection()
                && connection.launcher != null
                && connection.bundle() != null
                && BY_HOST.equals(parameters.get("addr"));
    }

    /** The address to use instead, empty where it stays. */
    static SortedMap<String, String> of(PlanPrimitive connection) {
        PlanPrimitive container = connection.launcher;
        if (!connection.isConnection() || container == null || connection.bundle() == null) {
            return Collections.emptySortedMap();
        }
        NavigableMap<String, String> address = new TreeMap<>();
        PlanNode host = host(container);
        if (host != null) {
            address.put("addr", host.name);
        }
        return address;
    }

    private static @Nullable PlanNode host(PlanPrimitive container) {
        PlanNode assigned = container.assignedNode();
        return assigned != null ? assigned : container.currentNode();
    }

    /** The parameters with the host's name in the place of its stand-in. */
    public static Map<String, String> resolve(PlanPrimitive primitive, Map<String, String> parameters) {
        if (!byHost(primitive, parameters)) {
            return parameters;
        }
        Map<String, String> resolved = new TreeMap<>(parameters);
        resolved.putAll(of(primitive));
        return resolved;
    }
}
