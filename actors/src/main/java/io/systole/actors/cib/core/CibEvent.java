package io.systole.actors.cib.core;

import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.StatusChange;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.splitbrain.core.MembershipView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened, as far as it concerns the CIB of a node. */
public sealed interface CibEvent {
    /** The membership is another. */
    record ViewChanged(MembershipView view) implements CibEvent {}

    /** This node has something new to say of itself. */
    record StatusRecorded(List<StatusChange> changes) implements CibEvent {}

    /** A peer has something new to say of itself. */
    record DeltaArrived(NodeName from, long incarnation, long sequence, List<StatusChange> changes)
            implements CibEvent {}

    /** A peer says all of itself. */
    record FullArrived(NodeName from, Part part) implements CibEvent {}

    /** A peer asks for all that this node says of itself. */
    record FullAsked(NodeName from) implements CibEvent {}

    /** A peer says how far it is, with its status and with the configuration, and whom it would ask to store another one. */
    record DigestArrived(NodeName from, long incarnation, long sequence, Position position, List<NodeName> holders)
            implements CibEvent {}

    /** A term is on the disk of this node. */
    record TermStored(long term) implements CibEvent {}

    /** It is time to say how far this node is. */
    record DigestDue() implements CibEvent {}

    /** The history of a resource on a node is of no use any more. */
    record HistoryForgotten(NodeName node, ResourceId resource) implements CibEvent {}

    /** The policy started on this node. */
    record WriterStarted() implements CibEvent {}

    /** The policy of that term ended on this node. */
    record WriterStopped(long term) implements CibEvent {}

    /** Somebody on this node, or through a peer, wants the configuration changed. */
    record ChangeRequested(Request request) implements CibEvent {}

    /** The writer decided what this node passed on to it. */
    record ChangeDecided(RequestId id, ChangeResult result) implements CibEvent {}

    /** Nobody waits for the answer to a request any longer. */
    record RequestTimedOut(RequestId id) implements CibEvent {}

    /** The writer passed a request back, since it writes no more; it did nothing about it. */
    record RequestReturned(NodeName from, RequestId id) implements CibEvent {}

    /** The others had their time to say what they have, before the policy of that term begins. */
    record OthersTimedOut(long term) implements CibEvent {}

    /** The members had their time to store what this node writes. */
    record StoringTimedOut(ConfigurationKey key) implements CibEvent {}

    /**
     * A configuration is on the disk of this node, or could not be stored there.
     *
     * @param undone nothing of it is left on the disk, if there was a problem
     */
    record StoredHere(ConfigurationKey key, @Nullable String problem, boolean undone) implements CibEvent {}

    /** The same of a peer. */
    record StoredByPeer(
            NodeName from, ConfigurationKey key, @Nullable String problem) implements CibEvent {}

    /** The writer wrote a change. */
    record ChangeArrived(NodeName from, JournalEntry entry) implements CibEvent {}

    /** The writer of a term asks whether a configuration, and so all before it, is on the disk of this node. */
    record StoredAsked(NodeName from, long term, ConfigurationKey key) implements CibEvent {}

    /** A peer asks for the whole configuration; it has an older one. */
    record WholeAsked(NodeName from, ConfigurationKey have) implements CibEvent {}

    /**
     * A peer gave its configuration, with the changes that led from this node's to it, or else with all that it knows.
     *
     * @param have what this node said that it has when it asked
     * @param ticketsLive whether its tickets count as they stand for that peer
     */
    record WholeArrived(
            NodeName from,
            ConfigurationKey have,
            StoredConfiguration configuration,
            List<JournalEntry> entries,
            boolean ticketsLive)
            implements CibEvent {
        public WholeArrived {
            entries = List.copyOf(entries);
        }
    }

    /** What changed since the last time may be told now. */
    record PublishDue() implements CibEvent {}

    /** Something of a node that does not speak for itself. */
    record OfWard(WardEvent event) implements CibEvent {}
}
