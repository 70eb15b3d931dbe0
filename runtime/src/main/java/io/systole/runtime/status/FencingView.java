package io.systole.runtime.status;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One fencing, past or present.
 *
 * @param by the node that did it, if one did
 * @param reason why it was asked for, or why it failed
 */
public record FencingView(
        String target,
        String action,
        Outcome outcome,
        @Nullable String by,
        String reason,
        Instant at) {
    public enum Outcome {
        PENDING,
        SUCCESSFUL,
        FAILED
    }

    /** Of each node the last one that has ended, where that failed; in the order of their names. */
    public static List<FencingView> lastFailures(List<FencingView> all) {
        var last = new TreeMap<String, FencingView>();
        all.stream()
                .filter(one -> one.outcome() != Outcome.PENDING)
                .forEach(one -> last.merge(
                        one.target(), one, (before, next) -> next.at().isBefore(before.at()) ? before : next));
        return last.values().stream()
                .filter(one -> one.outcome() == Outcome.FAILED)
                .toList();
    }
}
