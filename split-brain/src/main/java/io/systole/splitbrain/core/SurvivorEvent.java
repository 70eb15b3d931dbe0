package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;

/** What happens to a node's view of the membership. */
public sealed interface SurvivorEvent {
    Instant at();

    /** The gossip knows this incarnation in this phase; {@code age} as in {@link KnownNode}. */
    record MemberSeen(NodeName node, long incarnation, Phase phase, int age, Instant at) implements SurvivorEvent {
        public MemberSeen(NodeName node, long incarnation, Phase phase, Instant at) {
            this(node, incarnation, phase, KnownNode.YOUNGEST, at);
        }
    }

    /** It left the gossip: cleanly, or because it was told to be down. */
    record MemberRemoved(NodeName node, long incarnation, boolean cleanly, Instant at) implements SurvivorEvent {}

    /** The whole table of who does not hear whom. */
    record ReachabilityChanged(SortedSet<Cut> cuts, Instant at) implements SurvivorEvent {}

    /** All that counts of refused connections, met by this node or told of by others. */
    record RefusalsChanged(SortedSet<Refusal> refusals, Instant at) implements SurvivorEvent {}

    /** The incarnation is dead for sure, whoever had asked for its fencing. */
    record FencingConfirmed(NodeName node, long incarnation, Instant at) implements SurvivorEvent {}

    /** The fencing asked for here did not succeed, or nothing is known of its success. */
    record FencingFailed(NodeName node, long incarnation, String why, Instant at) implements SurvivorEvent {}

    /** Fencing can be asked for from now on. */
    record FencingPortOpened(Instant at) implements SurvivorEvent {}

    /** The CIB says something else about fencing or quorum. */
    record SettingsChanged(SurvivorSettings settings, Instant at) implements SurvivorEvent {}

    /** This node joined a cluster that had its first quorum, or its wait for absent nodes, behind it. */
    record JoinedRunningCluster(boolean seenAll, boolean settled, Instant at) implements SurvivorEvent {}

    /** This node has all that was accepted so far, and nothing more is accepted without it. */
    record Synchronised(Instant at) implements SurvivorEvent {}

    /** These restarted nodes ask this side to be let in. */
    record SupportersChanged(SortedSet<NodeName> supporters, Instant at) implements SurvivorEvent {}

    /** This node did not run for so long. */
    record Slept(Duration pause, Instant at) implements SurvivorEvent {}

    /** A peer, told as NODE#INCARNATION, holds this run for dead and will not listen to it again; the others may or may not. */
    record Quarantined(String by, Instant at) implements SurvivorEvent {}

    /** Another member said, after this node slept, that this node's run is a member as before. */
    record StillMember(NodeName by, Instant at) implements SurvivorEvent {}

    /**
     * What an operator said of the expected votes, told by whoever heard it first or passes it on.
     * {@code countedOut}: whose votes count no more, each with the run that is gone; 0 for a node that was never seen.
     */
    record ExpectedVotesSaid(ExpectedVotes expected, SortedMap<NodeName, Long> countedOut, Instant at)
            implements SurvivorEvent {}

    /** The arbiter answered, or fell silent. */
    record ArbiterSpoke(ArbiterVote vote, Instant at) implements SurvivorEvent {}

    /** Time went by. */
    record TimePassed(Instant at) implements SurvivorEvent {}
}
