package io.systole.actors.cib.core;

import io.systole.actors.cib.StatusChange;
import io.systole.actors.cib.core.CibEvent.DeltaArrived;
import io.systole.actors.cib.core.CibEvent.DigestArrived;
import io.systole.cib.Lrm;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what each node says of itself. A node that is lost keeps what it last said, because it may still run it; once it
 * is surely down, or was born anew and is no longer held for lost, that is dropped.
 */
final class StatusRules {
    private StatusRules() {}

    static void onView(Turn turn, MembershipView view) {
        turn.become(turn.state().withView(view));
        for (NodeView node : view.nodes()) {
            if (node.name().equals(turn.state().self())) {
                continue;
            }
            Part part = turn.state().parts().get(node.name());
            boolean gone = node.standing().surelyDown();
            boolean bornAnew = part != null
                    && node.incarnation() != 0
                    && part.incarnation() != node.incarnation()
                    && node.standing() != Standing.LOST;
            if (gone || bornAnew) {
                Locks.onNodeGone(turn, node, part);
            }
            boolean unseen = node.standing() == Standing.ABSENT;
            if (part != null && (gone || bornAnew || unseen)) {
                turn.become(turn.state().withPart(node.name(), null));
            }
            if (!gone
                    && node.standing() != Standing.ABSENT
                    && !turn.state().parts().containsKey(node.name())) {
                turn.effect(new CibEffect.AskFull(node.name()));
            }
        }
        turn.changed();
    }

    static void onRecorded(Turn turn, List<StatusChange> changes) {
        CibState state = turn.state();
        Part part = StatusEdits.apply(state.ownPart(), state.self(), changes);
        turn.become(state.withPart(state.self(), part));
        Locks.onSpoken(turn, state.self(), changes);
        turn.effect(new CibEffect.TellDelta(turn.peers(), part.incarnation(), part.sequence(), changes));
        turn.changed();
    }

    static void onDelta(Turn turn, DeltaArrived delta) {
        if (isDead(turn, delta.from(), delta.incarnation())) {
            return;
        }
        Part part = turn.state().parts().get(delta.from());
        if (part == null || part.incarnation() != delta.incarnation() || delta.sequence() > part.sequence() + 1) {
            turn.effect(new CibEffect.AskFull(delta.from()));
        } else if (delta.sequence() == part.sequence() + 1) {
            turn.become(turn.state().withPart(delta.from(), StatusEdits.apply(part, delta.from(), delta.changes())));
            Locks.onSpoken(turn, delta.from(), delta.changes());
            turn.changed();
        }
    }

    static void onFull(Turn turn, NodeName from, Part full) {
        Part part = turn.state().parts().get(from);
        boolean older = part != null && part.incarnation() == full.incarnation() && part.sequence() >= full.sequence();
        if (isDead(turn, from, full.incarnation()) || older) {
            return;
        }
        turn.become(turn.state().withPart(from, full));
        Locks.onSpoken(turn, from, full);
        turn.changed();
    }

    static void onDigest(Turn turn, DigestArrived digest) {
        Part part = turn.state().parts().get(digest.from());
        boolean upToDate =
                part != null && part.incarnation() == digest.incarnation() && part.sequence() >= digest.sequence();
        if (!upToDate && !isDead(turn, digest.from(), digest.incarnation())) {
            turn.effect(new CibEffect.AskFull(digest.from()));
        }
    }

    static void tellDigest(Turn turn) {
        Part own = turn.state().ownPart();
        Writing writing = turn.state().writing();
        turn.effect(new CibEffect.TellDigest(
                turn.peers(),
                own.incarnation(),
                own.sequence(),
                new Position(
                        writing.ownTerm(),
                        writing.maxTerm(),
                        writing.storedTerm(),
                        turn.state().held().key().clock(),
                        Synchronising.newest(turn.state()),
                        turn.state().held().ticketsLive()),
                turn.holders()));
    }

    /** A node that is there forgets by itself; for one that is not, everybody else does. */
    static void onForgotten(Turn turn, NodeName node, ResourceId resource) {
        if (node.equals(turn.state().self())) {
            onRecorded(turn, List.of(new StatusChange.RemoveHistory(resource, null)));
        } else if (turn.view(node).filter(StatusRules::hears).isPresent()) {
            turn.effect(new CibEffect.TellForget(List.of(node), node, resource));
        } else {
            Locks.release(turn, node, resource);
            if (forget(turn, node, resource)) {
                turn.effect(new CibEffect.TellForget(turn.peers(), node, resource));
            }
        }
    }

    private static boolean hears(NodeView node) {
        Standing standing = node.standing();
        return standing.online() || standing == Standing.SUSPECT || standing == Standing.PENDING;
    }

    private static boolean forget(Turn turn, NodeName node, ResourceId resource) {
        Part part = turn.state().parts().get(node);
        Lrm lrm = part == null ? null : part.lrm();
        if (part == null || lrm == null) {
            return false;
        }
        var left = new Lrm(lrm.id(), StatusEdits.remove(lrm.resources(), resource, null));
        if (left.equals(lrm)) {
            return false;
        }
        turn.become(
                turn.state().withPart(node, new Part(part.incarnation(), part.sequence(), part.attributes(), left)));
        turn.changed();
        return true;
    }

    /**
     * Words of an incarnation that is surely down, or of one before the present, count no more. Nor do those of a node that
     * was never a member here: it would seem to have left in order, while it may run what it ran in another cluster. A new
     * run that only joins says nothing yet of what the lost one left running.
     */
    private static boolean isDead(Turn turn, NodeName node, long incarnation) {
        Optional<NodeView> seen = turn.view(node);
        if (seen.isEmpty()) {
            return false;
        }
        boolean present = seen.get().incarnation() == incarnation;
        Part kept = turn.state().parts().get(node);
        boolean tooEarly = seen.get().standing() == Standing.LOST && kept != null && kept.incarnation() != incarnation;
        return !present || tooEarly || seen.get().standing().surelyDown();
    }
}
