package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.SortedSet;

/**
 * Watches for how long somebody is missed without the view coming to rest. A link that flaps, or nodes that are lost one
 * after the other, start the wait anew each time; after a bound the one who is missed then is lost all the same.
 */
final class Stability {
    private Stability() {}

    /** The view is calm again when nobody was missed for the detection time. */
    static SurvivorState watch(SurvivorState state, Instant at) {
        Instant since = state.quorum().unstableSince();
        SortedSet<NodeName> side = Side.of(state).nodes();
        boolean missed = state.nodes().values().stream()
                .anyMatch(node -> node.alive() && !node.lost() && !side.contains(node.name()));
        if (missed && !state.asleep()) {
            return since != null ? state : state.withQuorum(state.quorum().withUnstableSince(at));
        }
        boolean calm = state.asleep()
                || !at.isBefore(state.changedAt().plus(state.settings().times().detection()));
        return since == null || !calm ? state : state.withQuorum(state.quorum().withUnstableSince(null));
    }

    static boolean waitedTooLong(SurvivorState state, Instant at) {
        Instant since = state.quorum().unstableSince();
        return since != null && !at.isBefore(since.plus(state.settings().times().unstableMax()));
    }
}
