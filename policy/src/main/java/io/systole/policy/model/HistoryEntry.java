package io.systole.policy.model;

import io.systole.cib.OpHistory;
import io.systole.policy.value.Values;

/**
 * One entry of the operation history with its numbers read.
 *
 * @param callId -1 when it is missing: the operation is pending
 * @param expectedRc -1 when the transition key does not tell
 */
public record HistoryEntry(
        OpHistory operation, long callId, int rc, int status, long intervalMs, int expectedRc, long lastRcChange) {
    public static HistoryEntry of(OpHistory operation) {
        return new HistoryEntry(
                operation,
                Values.integerOr(operation.callId(), -1),
                (int) Values.integerOr(operation.rcCode(), -1),
                (int) Values.integerOr(operation.opStatus(), -2),
                Values.intervalMsOr(millis(operation.interval()), 0),
                expected(operation.transitionKey()),
                Values.integerOr(operation.times().lastRcChange(), -1));
    }

    private static String millis(@org.jspecify.annotations.Nullable String interval) {
        return Values.integerOr(interval, 0) + "ms";
    }

    /** The third number of a key such as 3:1:7:uuid. */
    private static int expected(@org.jspecify.annotations.Nullable String key) {
        if (key == null) {
            return -1;
        }
        String[] parts = key.split(":", 4);
        return parts.length < 4 ? -1 : (int) Values.integerOr(parts[2], -1);
    }

    public String task() {
        return operation.operation();
    }

    public String key() {
        String key = operation.operationKey();
        return key == null || key.isEmpty() ? operation.id() : key;
    }

    public boolean probe() {
        return intervalMs == 0 && task().equals("monitor");
    }

    /** Whether it is the kept record of the last failure. */
    public boolean lastFailure() {
        return operation.id().endsWith("_last_failure_0");
    }

    public HistoryEntry with(int newRc, int newStatus) {
        return new HistoryEntry(operation, callId, newRc, newStatus, intervalMs, expectedRc, lastRcChange);
    }
}
