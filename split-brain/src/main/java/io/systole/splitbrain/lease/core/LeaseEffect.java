package io.systole.splitbrain.lease.core;

import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.Ring;

/** What is to be done about the lease. */
public sealed interface LeaseEffect {
    void runOn(Port port);

    /** Ask for it. */
    record Acquire() implements LeaseEffect {
        @Override
        public void runOn(Port port) {
            port.acquire();
        }
    }

    /** Give it back. */
    record Release() implements LeaseEffect {
        @Override
        public void runOn(Port port) {
            port.release();
        }
    }

    /** What this node may believe. */
    record Vote(ArbiterVote vote) implements LeaseEffect {
        @Override
        public void runOn(Port port) {
            port.vote(vote);
        }
    }

    /** Tell the others of this side that this node has it, or has it no more. */
    record TellSide(Ring ring, boolean has) implements LeaseEffect {
        @Override
        public void runOn(Port port) {
            port.tellSide(ring, has);
        }
    }

    /** Whoever runs the effects. */
    interface Port {
        void acquire();

        void release();

        void vote(ArbiterVote vote);

        void tellSide(Ring ring, boolean has);
    }
}
