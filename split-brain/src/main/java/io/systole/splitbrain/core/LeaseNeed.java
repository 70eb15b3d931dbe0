package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * With the strategy lease-majority: members are missed, the view is stable, and who goes on is for the lease to say.
 * <ul>
 *   <li>{@code ring}: the side that needs it.
 *   <li>{@code minority}: it is smaller than what is missed, or equal and without the first name.
 * </ul>
 */
public record LeaseNeed(Ring ring, boolean minority) {
    /** Null where nobody is missed, and on a side that the members it hears have outvoted. */
    static @Nullable LeaseNeed of(SurvivorState state) {
        if (state.settings().quorum().rules().strategy() != Strategy.LEASE_MAJORITY || state.asleep()) return null;
        Side side = Side.of(state);
        List<KnownNode> missed = state.nodes().values().stream()
                .filter(node -> node.alive() && !side.nodes().contains(node.name()))
                .toList();
        boolean votes = state.node(state.self()).phase().votes();
        if (missed.isEmpty() || !side.survives() || !votes || !missed.stream().allMatch(KnownNode::lost)) return null;
        return new LeaseNeed(Ring.of(state, side), isMinority(state, side));
    }

    private static boolean isMinority(SurvivorState state, Side side) {
        Electorate electorate = Electorate.of(state);
        int share = 2 * electorate.votes(Side.voters(side.nodes(), state)) - electorate.expectedOfNodes();
        SortedSet<NodeName> alive = new TreeSet<>();
        state.nodes().values().stream().filter(KnownNode::alive).forEach(node -> alive.add(node.name()));
        return share < 0 || (share == 0 && !side.nodes().contains(alive.first()));
    }
}
