package io.systole.actors.resource.core;

import io.systole.actors.cib.StatusChange;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.cib.LrmResource;
import io.systole.cib.OpDigests;
import io.systole.cib.OpHistory;
import io.systole.cib.OpTimes;
import io.systole.cib.ResourceId;
import io.systole.policy.digest.ParameterDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes results the way the planner reads them back: one entry {@code RSC_last_0} for the last operation that does not
 * recur, {@code RSC_OP_INTERVAL} for each that does, {@code RSC_last_failure_0} for the last failure (and for one that does
 * not recur {@code RSC_last_0} as well); a reload counts as a start; digests of the parameters as the planner
 * calculates them, so that planning again finds nothing changed.
 */
public final class HistoryEntries {
    static final String FEATURE_SET = "3.20.5";
    private static final int NOT_RUNNING = 7;
    private static final String META = "CRM_meta_";
    private static final List<String> NOT_HASHED =
            List.of("id", "crm_feature_set", "op-digest", "on_node", "on_node_uuid", "pcmk_external_ip");
    private static final List<String> RESTART_RELEVANT =
            List.of("start", "monitor", "promote", "migrate_from", "reload", "reload-agent");

    private HistoryEntries() {}

    /** A lock stays while the resource is not active: after its stop, and after a probe; any other result ends it. */
    static LrmResource identity(OperationOrder order, OperationResult result) {
        boolean pending = result.opStatus() == OperationResult.PENDING;
        boolean stopped = order.operation().equals("stop") && result.rc() == 0;
        boolean absent = order.isProbe() && result.rc() == NOT_RUNNING;
        String lock = order.attributes().get(OperationOrder.SHUTDOWN_LOCK);
        return new LrmResource(
                new ResourceId(order.resource()),
                order.agentClass(),
                order.provider(),
                order.type(),
                order.attributes().get(META + "container"),
                pending || stopped || absent ? lock : null,
                List.of());
    }

    /**
     * The entries of a result, or of the beginning of an operation. A failure of what recurs has an entry of its own; where
     * the very first run fails, the entry that said it had begun goes, or it would seem to run for ever.
     */
    static List<StatusChange> of(Task task, OperationResult result, AgentTraits traits, Instant since) {
        OperationOrder order = task.order();
        boolean pending = result.opStatus() == OperationResult.PENDING;
        boolean failed = !pending && result.failed(order.transitionKey().targetRc());
        var entries = new ArrayList<StatusChange>();
        for (String id : ids(order, failed)) {
            entries.add(new StatusChange.PutHistory(identity(order, result), entry(id, task, result, traits, since)));
        }
        if (failed && order.recurs() && !task.repeat() && order.recordsPending()) {
            entries.add(without(order));
        }
        return entries;
    }

    /** What recurs and ends without a result in its very first run has no entry, not even that it had begun. */
    static StatusChange without(OperationOrder order) {
        return new StatusChange.RemoveHistory(new ResourceId(order.resource()), order.historyKey());
    }

    /** Whether this records a failure, once for each; a probe only looks. */
    public static boolean isFailure(StatusChange.PutHistory put) {
        OpHistory entry = put.entry();
        boolean probe = "monitor".equals(entry.operation()) && "0".equals(entry.interval());
        return !probe && entry.id().equals(lastFailureId(put.resource().id().value()));
    }

    static String lastFailureId(String resource) {
        return resource + "_last_failure_0";
    }

    private static List<String> ids(OperationOrder order, boolean failed) {
        String resource = order.resource();
        String usual =
                switch (order.operation()) {
                    case "migrate_to", "migrate_from" -> resource + "_" + order.operation() + "_0";
                    default -> order.recurs() ? order.historyKey() : resource + "_last_0";
                };
        if (!failed) {
            return List.of(usual);
        }
        return order.recurs() ? List.of(lastFailureId(resource)) : List.of(lastFailureId(resource), usual);
    }

    private static OpHistory entry(String id, Task task, OperationResult result, AgentTraits traits, Instant since) {
        OperationOrder order = task.order();
        boolean pending = result.opStatus() == OperationResult.PENDING;
        boolean reload = order.operation().equals("reload") || order.operation().equals("reload-agent");
        String operation = reload ? "start" : order.operation();
        long queuedMs =
                Math.max(0, result.started().toEpochMilli() - task.queuedAt().toEpochMilli());
        return new OpHistory(
                id,
                reload ? order.resource() + "_start_0" : order.historyKey(),
                operation,
                Long.toString(order.intervalMs()),
                pending ? "-1" : Long.toString(task.callId()),
                Integer.toString(result.rc()),
                Integer.toString(result.opStatus()),
                order.transitionKey().toString(),
                order.transitionKey().magic(result.opStatus(), result.rc()),
                result.exitReason(),
                order.attributes().get(META + "on_node"),
                new OpTimes(
                        null,
                        Long.toString(since.getEpochSecond()),
                        Long.toString(result.took().toMillis()),
                        Long.toString(pending || task.repeat() ? 0 : queuedMs)),
                digests(order, traits),
                order.attributes().get(META + "migrate_source"),
                order.attributes().get(META + "migrate_target"),
                "systole",
                FEATURE_SET);
    }

    static OpDigests digests(OperationOrder order, AgentTraits traits) {
        SortedMap<String, String> parameters = hashed(order);
        boolean restart = traits.reloads() && !order.recurs() && RESTART_RELEVANT.contains(order.operation());
        var forced = new TreeMap<String, String>(parameters);
        forced.keySet().retainAll(traits.restartParameters());
        var open = new TreeMap<String, String>(parameters);
        boolean secret = open.keySet().removeAll(traits.privateParameters());
        return new OpDigests(
                ParameterDigest.of(parameters),
                restart ? names(traits.restartParameters()) : null,
                restart ? ParameterDigest.of(forced) : null,
                secret ? names(traits.privateParameters()) : null,
                secret ? ParameterDigest.of(open) : null);
    }

    private static SortedMap<String, String> hashed(OperationOrder order) {
        var parameters = new TreeMap<String, String>();
        order.attributes().forEach((name, value) -> {
            if (!name.startsWith(META) && !NOT_HASHED.contains(name)) {
                parameters.put(name, value);
            }
        });
        @Nullable String timeout = order.attributes().get(META + "timeout");
        if (order.recurs()) {
            parameters.put(META + "timeout", timeout == null ? "20000" : timeout);
        }
        return parameters;
    }

    /** As the field writes such lists: each name between blanks. */
    private static String names(List<String> names) {
        return " " + String.join(" ", names) + " ";
    }
}
