package io.systole.policy.model;

import io.systole.cib.OpHistory;
import io.systole.cib.value.Numbers;
import org.jspecify.annotations.Nullable;

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
                Numbers.integerOr(operation.callId(), -1),
                (int) Numbers.integerOr(operation.rcCode(), -1),
                (int) Numbers.integerOr(operation.opStatus(), -2),
                Math.max(0, Numbers.integerOr(operation.interval(), 0)),
                expected(operation.transitionKey()),
                Numbers.integerOr(operation.times().lastRcChange(), -1));
    }

    /** The third number of a key such as 3:1:7:uuid. */
    private static int expected(@Nullable String key) {
        int first = key == null ? -1 : key.indexOf(':');
        int second = key == null || first < 0 ? -1 : key.indexOf(':', first + 1);
        int third = key == null || second < 0 ? -1 : key.indexOf(':', second + 1);
        return key == null || third < 0 ? -1 : (int) Numbers.integerOr(key, second + 1, -1);
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
        return newRc == rc && newStatus == status
                ? this
                : new HistoryEntry(operation, callId, newRc, newStatus, intervalMs, expectedRc, lastRcChange);
    }
}
