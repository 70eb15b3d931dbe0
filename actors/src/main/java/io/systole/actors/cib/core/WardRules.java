package io.systole.actors.cib.core;

import io.systole.actors.cib.core.WardEvent.Asked;
import io.systole.actors.cib.core.WardEvent.Claimed;
import io.systole.actors.cib.core.WardEvent.DeltaTold;
import io.systole.actors.cib.core.WardEvent.NumbersTold;
import io.systole.actors.cib.core.WardEvent.Recorded;
import io.systole.actors.cib.core.WardEvent.Told;
import io.systole.actors.cib.core.Wards.Claim;
import io.systole.cib.NodeFields;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Keeps what is known of nodes that do not speak for themselves, in the same form on every member. One member speaks for such
 * a node. Before another one does, it has heard all reachable members, so that nothing is lost on which the DC may already
 * have acted; and none of them takes a word of the one before any more, so that nothing is said that would be lost.
 */
final class WardRules {
    private static final String ORIGIN = "systole:";

    private WardRules() {}

    static void on(Turn turn, WardEvent event) {
        if (event instanceof Claimed e) {
            onClaimed(turn, e);
        } else if (event instanceof Recorded e) {
            onRecorded(turn, e);
        } else if (event instanceof Asked e) {
            onAsked(turn, e);
        } else if (event instanceof Told e) {
            onTold(turn, e);
        } else if (event instanceof DeltaTold e) {
            onDelta(turn, e);
        } else if (event instanceof NumbersTold e) {
            e.numbers().forEach((node, number) -> {
                if (number.isNewerThan(wards(turn).of(node))) {
                    turn.effect(wanted(new WardEffect.Ask(List.of(e.from()), node, false)));
                }
            });
        } else {
            throw new AssertionError("unhandled " + event);
        }
    }

    private static void onClaimed(Turn turn, Claimed event) {
        SortedSet<NodeName> unheard = voices(turn);
        become(turn, wards(turn).withClaim(event.node(), new Claim(unheard, event.floor(), event.changes())));
        turn.effect(wanted(new WardEffect.Ask(List.copyOf(unheard), event.node(), true)));
        complete(turn, event.node());
    }

    /** The other members that may know something, or may have told the DC something. */
    private static SortedSet<NodeName> voices(Turn turn) {
        var voices = new TreeSet<NodeName>();
        MembershipView view = turn.state().view();
        if (view != null) {
            for (NodeView node : view.nodes()) {
                boolean heard = node.standing().online() || node.standing() == Standing.SUSPECT;
                if (heard && !node.name().equals(turn.state().self())) {
                    voices.add(node.name());
                }
            }
        }
        return voices;
    }

    private static void complete(Turn turn, NodeName node) {
        Claim claim = wards(turn).claims().get(node);
        boolean known = turn.state().view() != null && turn.state().quorate();
        if (claim == null || !claim.unheard().isEmpty() || !known) {
            return;
        }
        Ward before = wards(turn).of(node);
        long epoch = Math.max(before.epoch() + 1, claim.floor());
        Ward own = before.ownedBy(turn.state().self(), epoch).apply(node, claim.changes());
        become(turn, wards(turn).with(node, own).withClaim(node, null));
        turn.effect(wanted(new WardEffect.Tell(turn.peers(), node, own)));
        turn.effect(wanted(new WardEffect.Grant(node, epoch, nodeState(turn.state(), node))));
        turn.changed();
    }

    private static void onRecorded(Turn turn, Recorded event) {
        Ward ward = wards(turn).of(event.node());
        if (ward.closed() || !turn.state().self().equals(ward.owner())) {
            return;
        }
        Ward next = ward.apply(event.node(), event.changes());
        become(turn, wards(turn).with(event.node(), next));
        turn.effect(wanted(
                new WardEffect.TellDelta(turn.peers(), event.node(), next.epoch(), next.sequence(), event.changes())));
        turn.changed();
    }

    private static void onAsked(Turn turn, Asked event) {
        Ward ward = wards(turn).of(event.node());
        if (event.claim() && ward.epoch() > 0 && !ward.closed()) {
            become(turn, wards(turn).with(event.node(), ward.close()));
            if (turn.state().self().equals(ward.owner())) {
                turn.effect(wanted(new WardEffect.Lose(event.node())));
            }
        }
        turn.effect(wanted(new WardEffect.Tell(List.of(event.from()), event.node(), ward)));
    }

    private static void onTold(Turn turn, Told event) {
        NodeName node = event.node();
        Ward known = wards(turn).of(node);
        if (event.ward().isNewerThan(known)) {
            boolean lost = turn.state().self().equals(known.owner())
                    && !known.closed()
                    && !turn.state().self().equals(event.ward().owner());
            become(turn, wards(turn).with(node, event.ward()));
            if (lost) {
                turn.effect(wanted(new WardEffect.Lose(node)));
            }
            turn.changed();
        }
        heard(turn, node, event.from());
    }

    private static void heard(Turn turn, NodeName node, NodeName from) {
        Claim claim = wards(turn).claims().get(node);
        if (claim != null) {
            var left = new TreeSet<>(claim.unheard());
            left.remove(from);
            become(turn, wards(turn).withClaim(node, new Claim(left, claim.floor(), claim.changes())));
            complete(turn, node);
        }
    }

    private static void onDelta(Turn turn, DeltaTold event) {
        Ward ward = wards(turn).of(event.node());
        boolean owners = ward.epoch() == event.epoch() && event.from().equals(ward.owner());
        if (owners && !ward.closed() && event.sequence() == ward.sequence() + 1) {
            become(turn, wards(turn).with(event.node(), ward.apply(event.node(), event.changes())));
            turn.changed();
        } else if (Ward.numbered(event.epoch(), event.from(), event.sequence()).isNewerThan(ward)
                && !(owners && ward.closed())) {
            turn.effect(wanted(new WardEffect.Ask(List.of(event.from()), event.node(), false)));
        }
    }

    /** Who is gone is not waited for: what it knew died with it, and the DC heard it or will not. */
    static void onMembers(Turn turn) {
        SortedSet<NodeName> voices = voices(turn);
        for (NodeName node : List.copyOf(wards(turn).claims().keySet())) {
            Claim claim = wards(turn).claims().get(node);
            if (claim != null) {
                var left = new TreeSet<>(claim.unheard());
                left.retainAll(voices);
                become(turn, wards(turn).withClaim(node, new Claim(left, claim.floor(), claim.changes())));
                complete(turn, node);
            }
        }
        tellNumbers(turn);
    }

    static void onDigestDue(Turn turn) {
        tellNumbers(turn);
        wards(turn)
                .claims()
                .forEach((node, claim) ->
                        turn.effect(wanted(new WardEffect.Ask(List.copyOf(claim.unheard()), node, true))));
    }

    private static void tellNumbers(Turn turn) {
        if (!wards(turn).known().isEmpty()) {
            turn.effect(
                    wanted(new WardEffect.TellNumbers(turn.peers(), wards(turn).known())));
        }
    }

    /** The node_state of a remote node; its origin has the number of the word, which tells one life of it from another. */
    static NodeState nodeState(CibState state, NodeName node) {
        Ward ward = state.wards().of(node);
        boolean up = "true".equals(ward.fields().get("in_ccm"));
        NodeName owner = ward.owner();
        var fields = new NodeFields(
                Boolean.toString(up),
                up ? "online" : "offline",
                up ? "member" : "down",
                up ? "member" : "down",
                null,
                "true",
                ward.fields().getOrDefault("node_fenced", "0"),
                ward.fields().getOrDefault("node_in_maintenance", "0"),
                null,
                up && owner != null ? owner.value() : null,
                null,
                ORIGIN + ward.epoch());
        return new NodeState(node.value(), node, fields, ward.attributes(), ward.lrm());
    }

    private static Wards wards(Turn turn) {
        return turn.state().wards();
    }

    private static void become(Turn turn, Wards wards) {
        turn.become(turn.state().withWards(wards));
    }

    private static CibEffect wanted(WardEffect effect) {
        return new CibEffect.ForWard(effect);
    }
}
