package io.systole.policy.forecast;

import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import io.systole.cib.Status;
import io.systole.cib.value.Numbers;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** How long the operations of resources took when they last succeeded, on any node: the longest of the nodes. */
final class Durations {
    private final Map<String, Long> longest = new HashMap<>();

    Durations(Status status) {
        for (NodeState node : status.nodeStates()) {
            node.lrmResources()
                    .forEach(resource -> resource.operations()
                            .forEach(operation -> note(resource.id().value(), operation)));
        }
    }

    private void note(String resource, OpHistory operation) {
        String time = operation.times().execTime();
        if (time != null && "0".equals(operation.rcCode()) && "0".equals(operation.opStatus())) {
            Numbers.leadingInteger(time)
                    .ifPresent(ms -> longest.merge(key(resource, operation.operation()), ms, Math::max));
        }
    }

    private static String key(String resource, String operation) {
        // instances of a clone are named as the primitive, with a number in some histories
        int colon = resource.indexOf(':');
        return (colon < 0 ? resource : resource.substring(0, colon)) + " " + operation;
    }

    /** In milliseconds; empty where none is on record. */
    OptionalLong of(String resource, String operation) {
        Long ms = longest.get(key(resource, operation));
        return ms == null ? OptionalLong.empty() : OptionalLong.of(ms);
    }
}
