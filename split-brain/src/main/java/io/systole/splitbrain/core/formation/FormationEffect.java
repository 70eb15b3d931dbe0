package io.systole.splitbrain.core.formation;

import io.systole.cib.NodeName;
import java.util.List;

/** What a node that looks for its cluster does. */
public sealed interface FormationEffect {
    void runOn(Port port);

    /** Ask these nodes who they are and what they know. */
    record AskAround(List<NodeName> nodes) implements FormationEffect {
        @Override
        public void runOn(Port port) {
            port.askAround(nodes);
        }
    }

    /** Found the cluster: be its first member. */
    record Form() implements FormationEffect {
        @Override
        public void runOn(Port port) {
            port.form();
        }
    }

    /** Ask this member to be let in. */
    record Join(NodeName member, boolean seenAll, boolean settled) implements FormationEffect {
        @Override
        public void runOn(Port port) {
            port.join(member, seenAll, settled);
        }
    }

    /** Give up this cluster for the one of the other node: end, and start anew. */
    record Rejoin(NodeName other, String reason) implements FormationEffect {
        @Override
        public void runOn(Port port) {
            port.rejoin(other, reason);
        }
    }

    /** Whoever runs the effects. */
    interface Port {
        void askAround(List<NodeName> nodes);

        void form();

        void join(NodeName member, boolean seenAll, boolean settled);

        void rejoin(NodeName other, String reason);
    }
}
