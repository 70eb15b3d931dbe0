package io.systole.agents;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One operation of one resource instance, as a transition graph's action asks for it.
 *
 * @param instance the instance's name as the agent sees it, for example {@code web} or {@code web:0}
 * @param action the agent's action: start, stop, monitor, ...
 * @param attributes the instance attributes, and the meta attributes with their prefix {@code CRM_meta_}, as in the
 *     {@code attributes} element of a graph's action; the agent gets each as {@code OCF_RESKEY_NAME}, with {@code _} for
 *     each character that a shell's variable may not hold
 * @param interval zero unless the operation recurs
 * @param timeout Invariant: positive. What the agent may take before its process group is killed
 */
public record AgentCall(
        AgentId agent,
        String instance,
        String action,
        SortedMap<String, String> attributes,
        Duration interval,
        Duration timeout) {
    public static final String META_PREFIX = "CRM_meta_";
    /** The attribute that asks a monitor for a deeper look; also given to the agent under its plain name. */
    public static final String CHECK_LEVEL = "OCF_CHECK_LEVEL";

    public AgentCall {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    instance + " " + action + ": timeout = " + timeout + ": must be positive");
        }
    }

    /** A call without attributes that does not recur. */
    public static AgentCall of(AgentId agent, String instance, String action, Duration timeout) {
        return new AgentCall(agent, instance, action, new TreeMap<>(), Duration.ZERO, timeout);
    }

    /** The same of another agent. */
    public AgentCall of(AgentId other) {
        return new AgentCall(other, instance, action, attributes, interval, timeout);
    }

    public AgentCall withAttributes(Map<String, String> more) {
        var all = new TreeMap<>(attributes);
        all.putAll(more);
        return new AgentCall(agent, instance, action, all, interval, timeout);
    }

    public AgentCall withInterval(Duration newInterval) {
        return new AgentCall(agent, instance, action, attributes, newInterval, timeout);
    }
}
