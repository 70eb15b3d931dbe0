package io.systole.splitbrain.arbiter.core;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.Ring;
import java.time.Instant;
import java.util.SortedSet;

/** What happens between a node and its arbiter. */
public sealed interface ArbiterEvent {
    Instant at();

    /**
     * Membership says who is on this side.
     *
     * @param ring with this node in it once it is a member
     * @param quorate whether this side has quorum
     * @param taken the arbiter's word from which that was judged
     */
    record SideSeen(Ring ring, boolean quorate, ArbiterVote taken, Instant at) implements ArbiterEvent {}

    /** This node is in no cluster, hears these and itself, and would found one with the arbiter's vote; empty: no more. */
    record FoundingWanted(SortedSet<NodeName> heard, Instant at) implements ArbiterEvent {}

    /** The connection stands, and the daemon has said what it asks for. */
    record LineOpened(boolean tls, Instant at) implements ArbiterEvent {}

    /**
     * The connection failed, or ended.
     *
     * @param certificate whether TLS was what failed
     */
    record LineClosed(String why, boolean certificate, Instant at) implements ArbiterEvent {}

    /** The daemon said something. */
    record MessageHeard(QnetdMessage.FromDaemon message, Instant at) implements ArbiterEvent {}

    /** All commands of a run ended well, or one did not; {@code detail} says which. */
    record HeuristicsEnded(boolean passed, String detail, Instant at) implements ArbiterEvent {}

    /** Time went by. */
    record TimePassed(Instant at) implements ArbiterEvent {}
}
