package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingRecord;
import io.systole.cib.NodeName;
import io.systole.fencing.core.FencingEffect;
import java.time.Instant;
import java.util.List;

/** What a Fencer wants done. */
public sealed interface FencerEffect {
    void runOn(Port port);

    /** Asks another node to lead; and again after a while, since messages can be lost. */
    record AskLeader(NodeName leader, FencingRequest request) implements FencerEffect {
        @Override
        public void runOn(Port port) {
            port.askLeader(this);
        }
    }

    /** Tells all other members that this node leads a fencing. */
    record AnnounceBegin(FencingRequest request, Instant at, List<NodeName> to) implements FencerEffect {
        public AnnounceBegin {
            to = List.copyOf(to);
        }

        @Override
        public void runOn(Port port) {
            port.announceBegin(this);
        }
    }

    /** Tells other members how fencings ended. */
    record AnnounceEnd(List<FencingRecord> records, List<NodeName> to) implements FencerEffect {
        public AnnounceEnd {
            records = List.copyOf(records);
            to = List.copyOf(to);
        }

        @Override
        public void runOn(Port port) {
            port.announceEnd(this);
        }
    }

    /** Has a device asked or run, here or on another node. */
    record UseDevice(FencingKey key, FencingEffect effect) implements FencerEffect {
        @Override
        public void runOn(Port port) {
            port.useDevice(this);
        }
    }

    /** Answers all who wait for it on this node. */
    record Answer(FencingRecord ended) implements FencerEffect {
        @Override
        public void runOn(Port port) {
            port.answer(this);
        }
    }

    /** Tells this node's subscribers of a fencing that it had not heard of. */
    record Publish(FencingRecord ended) implements FencerEffect {
        @Override
        public void runOn(Port port) {
            port.publish(this);
        }
    }

    /** Whoever carries the effects out. */
    interface Port {
        void askLeader(AskLeader effect);

        void announceBegin(AnnounceBegin effect);

        void announceEnd(AnnounceEnd effect);

        void useDevice(UseDevice effect);

        void answer(Answer effect);

        void publish(Publish effect);
    }
}
