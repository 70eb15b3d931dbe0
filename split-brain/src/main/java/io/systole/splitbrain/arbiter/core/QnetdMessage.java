package io.systole.splitbrain.arbiter.core;

import io.systole.splitbrain.core.ArbiterVote.Heuristics;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages between a node and a corosync-qnetd, as the project's public page of the protocol lists them and Debian's
 * corosync-qdevice sends them. Each of the node's has a number, which the answer repeats.
 */
public sealed interface QnetdMessage {
    /** The number by which an answer is known. */
    int number();

    /** What a node sends. */
    sealed interface FromNode extends QnetdMessage {}

    /** What the daemon sends. */
    sealed interface FromDaemon extends QnetdMessage {}

    /** First of all: the cluster's name. */
    record Preinit(int number, String cluster) implements FromNode {}

    /** What follows is TLS. */
    record StartTls(int number) implements FromNode {}

    /** Who asks, and by which rules; {@code tieNode} is 0 unless a node breaks ties. */
    record Init(
            int number,
            int node,
            ArbiterAlgorithm algorithm,
            int heartbeatMs,
            ArbiterTieBreaker.Kind tieBreaker,
            int tieNode,
            RingId ring)
            implements FromNode {}

    /** Whether of equal sides the one that was active before goes first. */
    record KeepActive(int number, boolean on) implements FromNode {}

    /** Sign of life. */
    record Echo(int number) implements FromNode {}

    /** All nodes of the list. */
    record ListedNodes(int number, List<Integer> nodes) implements FromNode {
        public ListedNodes {
            nodes = List.copyOf(nodes);
        }
    }

    /** The nodes of this side. */
    record SideNodes(int number, RingId ring, List<Integer> nodes, Heuristics heuristics) implements FromNode {
        public SideNodes {
            nodes = List.copyOf(nodes);
        }
    }

    /** Whether this side has quorum, and which of all nodes are in it. */
    record QuorumNodes(int number, boolean quorate, SortedMap<Integer, Boolean> members) implements FromNode {}

    /** Which side has the vote? */
    record AskVote(int number) implements FromNode {}

    /** The word of the daemon's message of this number counts now. */
    record VoteTaken(int number) implements FromNode {}

    /** The heuristics have another result. */
    record HeuristicsChanged(int number, Heuristics heuristics) implements FromNode {}

    /** Whether the daemon does TLS (0 no, 1 yes, 2 it must be) and asks for a certificate. */
    record PreinitReply(int number, int tls, boolean certificateRequired) implements FromDaemon {}

    /** Whether the daemon accepts this node: 0, or the number of what it does not like. */
    record InitReply(int number, int error) implements FromDaemon {}

    /** The daemon does not go on. */
    record ServerError(int number, int error) implements FromDaemon {}

    /** To KeepActive. */
    record OptionReply(int number) implements FromDaemon {}

    /** To Echo. */
    record EchoReply(int number) implements FromDaemon {}

    /** To one of the lists, to AskVote, or to HeuristicsChanged. */
    record VoteReply(int number, @Nullable RingId ring, QnetdVote vote) implements FromDaemon {}

    /** The daemon has made up its mind; it waits for VoteTaken. */
    record VoteInfo(int number, @Nullable RingId ring, QnetdVote vote) implements FromDaemon {}
}
