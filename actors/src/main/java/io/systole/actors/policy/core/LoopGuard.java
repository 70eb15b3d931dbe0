package io.systole.actors.policy.core;

import io.systole.policy.graph.GraphAction;
import io.systole.policy.graph.TransitionGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * Notices that the same plan comes out again and again although it was carried out, and then makes the planning slower and
 * slower: each try is still made, but it does not burn the cluster.
 *
 * @param plan what the last plan wanted, in words
 * @param repeats how many times it came in a row, each soon after the one before
 */
public record LoopGuard(String plan, int repeats, Instant last) {
    private static final int TOLERATED = 5;
    private static final int DOUBLINGS = 6;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);

    static LoopGuard fresh() {
        return new LoopGuard("", 0, Instant.EPOCH);
    }

    LoopGuard planned(TransitionGraph graph, Instant at) {
        String wanted = graph.actions().stream()
                .filter(action -> action.kind() != GraphAction.Kind.PSEUDO_EVENT)
                .map(action -> action.operationKey() + "@" + action.onNode())
                .sorted()
                .collect(Collectors.joining(" "));
        boolean again = wanted.equals(plan) && at.isBefore(last.plus(pause()).plus(SOON));
        return new LoopGuard(wanted, again ? repeats + 1 : 1, at);
    }

    /** How long to wait before planning once more. */
    Duration pause() {
        if (repeats < TOLERATED) {
            return Duration.ZERO;
        }
        return FIRST.multipliedBy(1L << Math.min(repeats - TOLERATED, DOUBLINGS));
    }

    public boolean isLooping() {
        return repeats >= TOLERATED;
    }
}
