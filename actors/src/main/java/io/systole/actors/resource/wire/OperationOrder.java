package io.systole.actors.resource.wire;

import io.systole.actors.wire.WireMessage;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One operation of one resource as the transition graph has it.
 *
 * @param transitionKey names the order: the same key again is the same order, resent
 * @param resource the name under which the operation is recorded
 * @param longId the instance's own id where it differs
 * @param operationKey resource, operation and interval; for a cancel those of what is to be cancelled
 * @param startFailure what a failed start adds to the fail count: {@code INFINITY} or {@code 1}
 * @param attributes parameters and {@code CRM_meta_*}
 */
public record OperationOrder(
        TransitionKey transitionKey,
        String resource,
        @Nullable String longId,
        String agentClass,
        @Nullable String provider,
        String type,
        String operation,
        String operationKey,
        long intervalMs,
        String startFailure,
        SortedMap<String, String> attributes)
        implements WireMessage {
    /** The attribute that says since when the resource is locked to this node, which shuts down or has come back. */
    public static final String SHUTDOWN_LOCK = "CRM_meta_shutdown_lock";

    private static final long TIMEOUT_DEFAULT_MS = 20_000;

    public OperationOrder {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /**
     * The instance's name as its agent sees it: that of the history. Instances of an anonymous clone have one name
     * between them, since the planner may give the same running process another number each time.
     */
    public String instance() {
        return resource;
    }

    /**
     * Resource, operation and interval by the name that the history uses: the graph's key has the number of a clone's
     * instance until the history knows the resource, and that number may be another one in the next plan. For a cancel the
     * key of what is cancelled.
     */
    public String historyKey() {
        String task = operation.equals("cancel") ? attributes.getOrDefault("CRM_meta_operation", "monitor") : operation;
        return resource + "_" + task + "_" + intervalMs;
    }

    /** The node that it is for: behind a remote connection another one than that which gets the order. */
    public @Nullable String node() {
        return attributes.get("CRM_meta_on_node");
    }

    /** The same order with another operation. */
    public OperationOrder as(String other) {
        return new OperationOrder(
                transitionKey,
                resource,
                longId,
                agentClass,
                provider,
                type,
                other,
                operationKey,
                intervalMs,
                startFailure,
                attributes);
    }

    /** The same order with the resource's parameters of the other, and no others. */
    public OperationOrder withParametersOf(OperationOrder other) {
        SortedMap<String, String> all = new TreeMap<>(attributes);
        all.keySet().removeIf(OperationOrder::isParameter);
        other.attributes.forEach((name, value) -> {
            if (isParameter(name)) {
                all.put(name, value);
            }
        });
        return new OperationOrder(
                transitionKey,
                resource,
                longId,
                agentClass,
                provider,
                type,
                operation,
                operationKey,
                intervalMs,
                startFailure,
                all);
    }

    private static boolean isParameter(String name) {
        return !name.startsWith("CRM_meta_") && !name.equals("crm_feature_set");
    }

    public boolean recurs() {
        return intervalMs > 0 && !operation.equals("cancel");
    }

    /** Whether this only asks for the state of a resource that may not be managed here yet. */
    public boolean isProbe() {
        return intervalMs == 0 && operation.equals("monitor");
    }

    public Duration interval() {
        return Duration.ofMillis(intervalMs);
    }

    public Duration timeout() {
        long ms = number("CRM_meta_timeout", TIMEOUT_DEFAULT_MS);
        return Duration.ofMillis(ms > 0 ? ms : TIMEOUT_DEFAULT_MS);
    }

    /** How long the first run waits (start-delay, also what interval-origin amounts to). */
    public Duration startDelay() {
        return Duration.ofMillis(Math.max(0, number("CRM_meta_start_delay", 0)));
    }

    /** Whether the history shows the operation while it runs (record-pending, true by default). */
    public boolean recordsPending() {
        String wanted = attributes.get("CRM_meta_record_pending");
        return wanted == null || !wanted.equalsIgnoreCase("false");
    }

    private long number(String name, long missing) {
        String text = attributes.get(name);
        try {
            return text == null ? missing : Long.parseLong(text);
        } catch (NumberFormatException unreadable) {
            return missing;
        }
    }
}
