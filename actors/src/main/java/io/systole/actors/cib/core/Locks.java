package io.systole.actors.cib.core;

import io.systole.actors.cib.StatusChange;
import io.systole.cib.Lrm;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which resources are locked to a member that left (shutdown-lock): its status goes with it, the locks stay. They
 * are laid over what it says when it is back, until it has said something of the resource itself. A fenced member keeps none.
 */
final class Locks {
    /** Of which incarnation the locks are, in the fields of the ward. */
    private static final String OF = "locks-of";

    private Locks() {}

    /**
     * Every member comes to the same, from the same last words. One that hears of it late may have heard already what the DC
     * made of it since: then it is left at that.
     */
    static void onNodeGone(Turn turn, NodeView node, @Nullable Part part) {
        Ward before = wards(turn).of(node.name());
        if (node.standing() != Standing.FENCED
                && (part == null || incarnation(part).equals(before.fields().get(OF)))) {
            return;
        }
        List<LrmResource> locked = part == null || node.standing() == Standing.FENCED
                ? List.of()
                : lockedOf(over(turn.state(), node.name(), part));
        if (locked.isEmpty() && resources(before.lrm()).isEmpty()) {
            return;
        }
        long length = part == null ? 0 : part.sequence();
        Ward next =
                before.withLrm(before.epoch() + 1, length, new Lrm(node.name().value(), locked));
        keep(turn, node.name(), part == null ? next : next.withField(OF, incarnation(part)));
    }

    private static String incarnation(Part part) {
        return Long.toHexString(part.incarnation());
    }

    private static List<LrmResource> lockedOf(Part part) {
        return resources(part.lrm()).stream()
                .filter(resource -> resource.shutdownLock() != null
                        && !resource.shutdownLock().equals("0"))
                .map(resource -> resource.withOperations(List.of()))
                .toList();
    }

    /** The node's own word of a resource replaces what was remembered. */
    static void onSpoken(Turn turn, NodeName node, List<StatusChange> changes) {
        var spoken = new TreeSet<String>();
        for (StatusChange change : changes) {
            if (change instanceof StatusChange.PutHistory put) {
                spoken.add(put.resource().id().value());
            } else if (change instanceof StatusChange.RemoveHistory remove && remove.entryId() == null) {
                spoken.add(remove.resource().value());
            }
        }
        drop(turn, node, spoken);
    }

    static void onSpoken(Turn turn, NodeName node, Part full) {
        var spoken = new TreeSet<String>();
        resources(full.lrm()).forEach(resource -> spoken.add(resource.id().value()));
        drop(turn, node, spoken);
    }

    private static void drop(Turn turn, NodeName node, Set<String> spoken) {
        Ward ward = wards(turn).of(node);
        List<LrmResource> left = resources(ward.lrm()).stream()
                .filter(resource -> !spoken.contains(resource.id().value()))
                .toList();
        if (left.size() < resources(ward.lrm()).size()) {
            keep(turn, node, ward.withLrm(ward.epoch(), ward.sequence(), new Lrm(node.value(), left)));
        }
    }

    /** The DC takes a lock from a member that is away: it is over, or the resource runs elsewhere. */
    static void release(Turn turn, NodeName node, ResourceId resource) {
        Ward ward = wards(turn).of(node);
        List<LrmResource> left = StatusEdits.remove(resources(ward.lrm()), resource, null);
        if (left.size() == resources(ward.lrm()).size()) {
            return;
        }
        Ward next = ward.withLrm(ward.epoch() + 1, ward.sequence(), new Lrm(node.value(), left));
        keep(turn, node, next);
        turn.effect(new CibEffect.ForWard(new WardEffect.Tell(turn.peers(), node, next)));
        turn.changed();
    }

    /** What a node says, with the locks of which it has not said anything yet. */
    static Part over(CibState state, NodeName node, Part part) {
        List<LrmResource> kept = resources(state.wards().of(node).lrm());
        if (kept.isEmpty()) {
            return part;
        }
        var all = new ArrayList<>(resources(part.lrm()));
        for (LrmResource lock : kept) {
            if (all.stream().noneMatch(own -> own.id().equals(lock.id()))) {
                all.add(lock);
            }
        }
        return new Part(part.incarnation(), part.sequence(), part.attributes(), new Lrm(node.value(), all));
    }

    private static List<LrmResource> resources(@Nullable Lrm lrm) {
        return lrm == null ? List.of() : lrm.resources();
    }

    private static Wards wards(Turn turn) {
        return turn.state().wards();
    }

    private static void keep(Turn turn, NodeName node, Ward ward) {
        turn.become(turn.state().withWards(wards(turn).with(node, ward)));
    }
}
