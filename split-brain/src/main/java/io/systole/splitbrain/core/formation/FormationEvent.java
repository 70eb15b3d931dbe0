package io.systole.splitbrain.core.formation;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.ArbiterVote;
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

    /** The gossip has these as members, and this node hears them; {@code full}: this node is more than a joining one. */
    record MembershipSeen(List<NodeName> members, boolean quorate, boolean full, Instant at)
            implements FormationEvent {}

    /** This node's store was read: whether something of it may be missing. Until then it is not known to be whole. */
    record StoreRead(boolean damaged, Instant at) implements FormationEvent {}

    /** An operator says that the nodes that are not here need not be waited for. */
    record Unblocked(Instant at) implements FormationEvent {}

    /** The arbiter answered, or fell silent. */
    record ArbiterSpoke(ArbiterVote vote, Instant at) implements FormationEvent {}

    /** Time went by. */
    record TimePassed(Instant at) implements FormationEvent {}
}
