package io.systole.actors.cib.core;

import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.StatusChange;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done. */
public sealed interface CibEffect {
    void runOn(Port port);

    /** Have PublishDue come back soon, so that several changes are told as one. */
    record SchedulePublish() implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.schedulePublish();
        }
    }

    /** Tell the subscribers. */
    record Publish(Cib cib, long sequence) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.publish(cib, sequence);
        }
    }

    /** Write a change to the journal of this node; StoredHere comes back. */
    record Store(JournalEntry entry, StoredConfiguration configuration) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.store(entry, configuration);
        }
    }

    /**
     * Write a configuration to the disk of this node; StoredHere comes back.
     *
     * @param entries changes that led to it and are not in the journal
     * @param anew they take the place of all that is in the journal
     */
    record StoreWhole(StoredConfiguration configuration, List<JournalEntry> entries, boolean anew)
            implements CibEffect {
        public StoreWhole {
            entries = List.copyOf(entries);
        }

        static StoreWhole of(StoredConfiguration configuration) {
            return new StoreWhole(configuration, List.of(), false);
        }

        @Override
        public void runOn(Port port) {
            port.storeWhole(this);
        }
    }

    /** Keep a configuration that gives way, and the changes of the journal that go with it, in files of their own. */
    record SetAside(StoredConfiguration configuration, List<ConfigurationKey> changes) implements CibEffect {
        public SetAside {
            changes = List.copyOf(changes);
        }

        @Override
        public void runOn(Port port) {
            port.setAside(this);
        }
    }

    /** Write the highest term to the disk of this node; TermStored comes back. */
    record StoreTerm(long term) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.storeTerm(term);
        }
    }

    /** Give a change to the peers, which store it and say so. */
    record TellChange(List<NodeName> to, JournalEntry entry) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.tellChange(to, entry);
        }
    }

    /** As the writer of a term, ask the peers to say that a configuration is on their disks. */
    record AskStored(List<NodeName> to, long term, ConfigurationKey key) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.askStored(to, term, key);
        }
    }

    /** Have StoringTimedOut come back after the time that the members have to store something. */
    record AwaitStoring(ConfigurationKey key) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.awaitStoring(key);
        }
    }

    /** Have OthersTimedOut come back after the time that the others have to be heard by a new writer. */
    record AwaitOthers(long term) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.awaitOthers(term);
        }
    }

    /** Ask a peer for the whole configuration, and the changes since this one. */
    record AskWhole(NodeName to, ConfigurationKey have) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.askWhole(to, have);
        }
    }

    /**
     * Give the whole configuration to a peer.
     *
     * @param ticketsLive whether its tickets count as they stand
     */
    record TellWhole(NodeName to, StoredConfiguration configuration, ConfigurationKey have, boolean ticketsLive)
            implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.tellWhole(this);
        }
    }

    /** Tell the peers what is new in the status of this node. */
    record TellDelta(List<NodeName> to, long incarnation, long sequence, List<StatusChange> changes)
            implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.tellDelta(to, this);
        }
    }

    /** Tell a peer all of the status of this node. */
    record TellFull(NodeName to, Part part) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.tellFull(to, part);
        }
    }

    /** Ask a peer for all of its status. */
    record AskFull(NodeName to) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.askFull(to);
        }
    }

    /** Tell the peers how far this node is. */
    record TellDigest(List<NodeName> to, long incarnation, long sequence, Position position, List<NodeName> holders)
            implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.tellDigest(to, this);
        }
    }

    /** This node has all that was accepted, and is asked from now on. */
    record Synchronised() implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.synchronised();
        }
    }

    /** Tell the peers that a configuration is on this disk, or why not. */
    record TellStored(
            List<NodeName> to,
            ConfigurationKey key,
            @Nullable String problem) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.tellStored(to, key, problem);
        }
    }

    /** Have a peer forget the history of a resource on a node. */
    record TellForget(List<NodeName> to, NodeName node, ResourceId resource) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.tellForget(to, node, resource);
        }
    }

    /** Pass a request on to the writer. */
    record Forward(NodeName to, Request request) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.forward(to, request);
        }
    }

    /** Pass a request back to the node that it came from: nothing was done about it. */
    record GiveBack(RequestId id) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.giveBack(id);
        }
    }

    /** Answer a request: that of a client here, or of a peer. */
    record Answer(RequestId id, ChangeResult result) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.answer(id, result);
        }
    }

    /** Tell the policy of this node that it may have the configuration written here. */
    record GrantWriter(long term) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.grantWriter(term);
        }
    }

    /** Tell the operator. */
    record Report(Subject subject, String text) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.report(subject, text);
        }
    }

    /** Something about a node that does not speak for itself. */
    record ForWard(WardEffect effect) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.forWard(effect);
        }
    }

    /** What is worth telling an operator. */
    enum Subject {
        CONFIGURATION_CHANGED,
        NOT_STORED,
        SET_ASIDE,
        WRITER_CHANGED,
        TICKETS_WAIT
    }

    /** Runs the effects. */
    interface Port {
        void schedulePublish();

        void publish(Cib cib, long sequence);

        void store(JournalEntry entry, StoredConfiguration configuration);

        void storeWhole(StoreWhole whole);

        void setAside(SetAside aside);

        void storeTerm(long term);

        void tellChange(List<NodeName> to, JournalEntry entry);

        void askStored(List<NodeName> to, long term, ConfigurationKey key);

        void awaitStoring(ConfigurationKey key);

        void awaitOthers(long term);

        void askWhole(NodeName to, ConfigurationKey have);

        void tellWhole(TellWhole whole);

        void tellDelta(List<NodeName> to, TellDelta delta);

        void tellFull(NodeName to, Part part);

        void askFull(NodeName to);

        void synchronised();

        void tellDigest(List<NodeName> to, TellDigest digest);

        void tellStored(List<NodeName> to, ConfigurationKey key, @Nullable String problem);

        void tellForget(List<NodeName> to, NodeName node, ResourceId resource);

        void forward(NodeName to, Request request);

        void giveBack(RequestId id);

        void answer(RequestId id, ChangeResult result);

        void grantWriter(long term);

        void report(Subject subject, String text);

        void forWard(WardEffect effect);
    }
}
