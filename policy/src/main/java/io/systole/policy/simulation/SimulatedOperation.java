package io.systole.policy.simulation;

import io.systole.cib.OpDigests;
import io.systole.cib.OpHistory;
import io.systole.cib.OpTimes;
import io.systole.policy.action.Task;
import io.systole.policy.graph.GraphResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation as a simulation records it.
 *
 * @param told what a notification is about, as its key has it; null for other operations
 */
record SimulatedOperation(
        GraphResource resource,
        String operation,
        long intervalMs,
        int rc,
        int expectedRc,
        String exitReason,
        @Nullable String digest,
        @Nullable String migrateSource,
        @Nullable String migrateTarget,
        @Nullable String told) {

    private static final String NO_UUID = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    private static final String FEATURE_SET = "3.20.5";

    /** The ids of the history entries that the operation leaves: a failure is kept beside the last one, but for migrations. */
    List<String> entryIds() {
        String name = resource.id();
        if (told != null) {
            return List.of(name + "_" + told + "_0");
        }
        if (operation.equals(Task.MIGRATE_TO) || operation.equals(Task.MIGRATE_FROM)) {
            return List.of(name + "_" + operation + "_0");
        }
        if (rc != expectedRc) {
            String failure = name + "_last_failure_0";
            return intervalMs > 0 ? List.of(failure) : List.of(failure, name + "_last_0");
        }
        return List.of(intervalMs > 0 ? Task.key(name, operation, intervalMs) : name + "_last_0");
    }

    OpHistory entry(String entryId, long call, String node, String nowSeconds) {
        String transition = call + ":-1:" + expectedRc + ":" + NO_UUID;
        return new OpHistory(
                entryId,
                Task.key(resource.id(), operation, intervalMs),
                operation,
                Long.toString(intervalMs),
                Long.toString(call),
                Integer.toString(rc),
                "0",
                transition,
                "0:" + rc + ";" + transition,
                exitReason,
                node,
                new OpTimes(null, nowSeconds, "0", "0"),
                new OpDigests(digest, null, null, null, null),
                migrateSource,
                migrateTarget,
                "crm_simulate",
                FEATURE_SET);
    }
}
