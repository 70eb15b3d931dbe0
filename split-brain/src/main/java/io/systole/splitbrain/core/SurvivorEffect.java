package io.systole.splitbrain.core;

import io.systole.cib.NodeName;

/** What the survivor decision wants done. */
public sealed interface SurvivorEffect {
    void runOn(Port port);

    /**
     * Ask for the fencing of an incarnation; answered by FencingConfirmed or FencingFailed.
     *
     * @param gone its process is known to be gone, so that it fences nobody meanwhile
     */
    record RequestFencing(NodeName node, long incarnation, boolean gone, String reason) implements SurvivorEffect {
        @Override
        public void runOn(Port port) {
            port.requestFencing(node, incarnation, gone, reason);
        }
    }

    /** Tell the gossip that the incarnation is down. */
    record Down(NodeName node, long incarnation, String reason) implements SurvivorEffect {
        @Override
        public void runOn(Port port) {
            port.down(node, incarnation, reason);
        }
    }

    /** This node is no member any more: end it. */
    record DownSelf(String reason) implements SurvivorEffect {
        @Override
        public void runOn(Port port) {
            port.downSelf(reason);
        }
    }

    /** Whoever runs the effects. */
    interface Port {
        void requestFencing(NodeName node, long incarnation, boolean gone, String reason);

        void down(NodeName node, long incarnation, String reason);

        void downSelf(String reason);
    }
}
