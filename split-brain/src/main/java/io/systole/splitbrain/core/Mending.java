package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What parted the nodes goes by: a switch is back, hosts that were frozen run again. The nodes are not heard again all in
 * the same moment, and the first two of three would have the right to fence the third, which they have missed for long and
 * would hear a moment later. A side that may fence only because it hears somebody again whom it had lost holds the others
 * for silent anew, and gives them the time that a view has in which nodes disagree. One that could fence all along does so.
 */
final class Mending {
    private Mending() {}

    static SurvivorState look(SurvivorState state, Side side, Instant at) {
        SortedSet<NodeName> before = new TreeSet<>(side.nodes());
        before.removeIf(name -> state.node(name).lost());
        if (before.size() == side.nodes().size() || QuorumCore.mayFence(state, new Side(before, side.survives()))) {
            return state;
        }
        SurvivorState mended = state.withQuorum(state.quorum().withMendedAt(at));
        for (KnownNode node : state.nodes().values()) {
            boolean missed = node.alive() && node.lost() && !side.nodes().contains(node.name());
            boolean surelyDown = node.countedOut() || Refusals.confirmed(state, node);
            mended = missed && !surelyDown ? mended.with(node.withLost(false)) : mended;
        }
        return mended;
    }

    /** Until when nobody is lost for mere silence; the distant past when nothing was mended. */
    static Instant until(SurvivorState state) {
        Instant mendedAt = state.quorum().mendedAt();
        return mendedAt == null
                ? Instant.MIN
                : mendedAt.plus(Verdict.patience(state.settings().times()));
    }
}
