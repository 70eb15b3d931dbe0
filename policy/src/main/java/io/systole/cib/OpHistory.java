package io.systole.cib;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One entry of the operation history (lrm_rsc_op). */
public record OpHistory(
        String id,
        @Nullable String operationKey,
        String operation,
        @Nullable String interval,
        @Nullable String callId,
        @Nullable String rcCode,
        @Nullable String opStatus,
        @Nullable String transitionKey,
        @Nullable String transitionMagic,
        @Nullable String exitReason,
        @Nullable String onNode,
        OpTimes times,
        OpDigests digests,
        @Nullable String migrateSource,
        @Nullable String migrateTarget,
        @Nullable String crmDebugOrigin,
        @Nullable String crmFeatureSet) {

    /** The entry with these attributes, by their names in the document; others are left out. */
    public static OpHistory of(Map<String, String> attributes) {
        return new OpHistory(
                attributes.getOrDefault("id", ""),
                attributes.get("operation_key"),
                attributes.getOrDefault("operation", ""),
                attributes.get("interval"),
                attributes.get("call-id"),
                attributes.get("rc-code"),
                attributes.get("op-status"),
                attributes.get("transition-key"),
                attributes.get("transition-magic"),
                attributes.get("exit-reason"),
                attributes.get("on_node"),
                new OpTimes(
                        attributes.get("last-run"),
                        attributes.get("last-rc-change"),
                        attributes.get("exec-time"),
                        attributes.get("queue-time")),
                new OpDigests(
                        attributes.get("op-digest"),
                        attributes.get("op-force-restart"),
                        attributes.get("op-restart-digest"),
                        attributes.get("op-secure-params"),
                        attributes.get("op-secure-digest")),
                attributes.get("migrate_source"),
                attributes.get("migrate_target"),
                attributes.get("crm-debug-origin"),
                attributes.get("crm_feature_set"));
    }

    /** All attributes that the element has, by their names in the document. */
    public SortedMap<String, String> attributes() {
        return Attributes.of("id", id)
                .and("operation_key", operationKey)
                .and("operation", operation)
                .and("interval", interval)
                .and("call-id", callId)
                .and("rc-code", rcCode)
                .and("op-status", opStatus)
                .and("transition-key", transitionKey)
                .and("transition-magic", transitionMagic)
                .and("exit-reason", exitReason)
                .and("on_node", onNode)
                .and("last-run", times.lastRun())
                .and("last-rc-change", times.lastRcChange())
                .and("exec-time", times.execTime())
                .and("queue-time", times.queueTime())
                .and("op-digest", digests.opDigest())
                .and("op-force-restart", digests.opForceRestart())
                .and("op-restart-digest", digests.opRestartDigest())
                .and("op-secure-params", digests.opSecureParams())
                .and("op-secure-digest", digests.opSecureDigest())
                .and("migrate_source", migrateSource)
                .and("migrate_target", migrateTarget)
                .and("crm-debug-origin", crmDebugOrigin)
                .and("crm_feature_set", crmFeatureSet)
                .toMap();
    }
}
