package io.systole.splitbrain.core.formation;

import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.List;

/** What happens to a node that looks for its cluster. */
public sealed interface FormationEvent {
    Instant at();

    /** A node of the list answered. */
    record Answered(Answer answer) implements FormationEvent {
        @Override
        public Instant at() {
            return answer.at();
        }
    }

    /** A node of the list said that this node does not belong here. */
    record RefusedBy(NodeName node, String reason, Instant at) implements FormationEvent {}

    /** The gossip has these as members, and this node hears them. */
    record MembershipSeen(List<NodeName> members, boolean quorate, Instant at) implements FormationEvent {}

    /** Time went by. */
    record TimePassed(Instant at) implements FormationEvent {}
}
