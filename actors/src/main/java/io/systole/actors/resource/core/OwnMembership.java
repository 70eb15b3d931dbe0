package io.systole.actors.resource.core;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;

/**
 * What a node's resources know of its membership, and what follows for what was ordered. While the node was paused, or is not
 * sure that it is a member, nothing begins. What had been ordered by then counts afterwards only on a side with quorum: else
 * whoever ordered it may be gone, or may have given it to others since.
 *
 * @param slept nothing has begun since this node was paused
 * @param expelled the others hold this run of the node for dead
 */
public record OwnMembership(boolean member, boolean paused, boolean slept, boolean expelled) {

    /** What is known from now on, and whether what was ordered and has not begun is void. */
    public record Heard(OwnMembership known, boolean revokes) {}

    /** Before membership was heard of. */
    public static OwnMembership unknown() {
        return new OwnMembership(false, false, false, false);
    }

    /** Whether nothing may begin. */
    public boolean frozen() {
        return paused || !member;
    }

    /** This process did not run for longer than others wait for it: what it knows may be true no more. */
    public OwnMembership afterPause() {
        return new OwnMembership(member, true, true, expelled);
    }

    /** A view says whether the member is one now. */
    public Heard hears(MembershipView view, NodeName self) {
        boolean online = view.node(self).map(node -> node.standing().online()).orElse(false);
        boolean now = !view.asleep() && online;
        boolean out = view.quorum().facts().expelled() != null;
        boolean overtaken = (slept || view.asleep()) && !view.quorate();
        boolean revokes = (now && overtaken) || (out && !expelled);
        return new Heard(new OwnMembership(now, false, !now && (slept || view.asleep()), out), revokes);
    }
}
