package io.systole.runtime.status;

/**
 * One operation that failed, as the history has it.
 *
 * @param operation start, 2s-interval monitor, ...
 */
public record FailureView(
        String operation,
        String resource,
        String node,
        int rc,
        String result,
        String status,
        String callId,
        String exitReason,
        String at,
        String execTimeMs) {}
