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

    /** Write to the disk of this node; StoredHere comes back. */
    record Store(StoredConfiguration configuration) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.store(configuration);
        }
    }

    /** Write the highest term to the disk of this node; TermStored comes back. */
    record StoreTerm(long term) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.storeTerm(term);
        }
    }

    /** Give it to all members; StoringTimedOut comes back if their answers do not. */
    record Replicate(StoredConfiguration configuration) implements CibEffect {
        @Override
        public void runOn(Port port) {
            port.replicate(configuration);
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
    record TellDigest(
            List<NodeName> to,
            long incarnation,
            long sequence,
            long writerTerm,
            long storedTerm,
            long configuration,
            List<NodeName> holders)
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

    /** What is worth telling an operator. */
    enum Subject {
        CONFIGURATION_CHANGED,
        NOT_STORED,
        WRITER_CHANGED
    }

    /** Runs the effects. */
    interface Port {
        void schedulePublish();

        void publish(Cib cib, long sequence);

        void store(StoredConfiguration configuration);

        void storeTerm(long term);

        void replicate(StoredConfiguration configuration);

        void tellDelta(List<NodeName> to, TellDelta delta);

        void tellFull(NodeName to, Part part);

        void askFull(NodeName to);

        void synchronised();

        void tellDigest(List<NodeName> to, TellDigest digest);

        void tellStored(List<NodeName> to, ConfigurationKey key, @Nullable String problem);

        void tellForget(List<NodeName> to, NodeName node, ResourceId resource);

        void forward(NodeName to, Request request);

        void answer(RequestId id, ChangeResult result);

        void grantWriter(long term);

        void report(Subject subject, String text);
    }
}
