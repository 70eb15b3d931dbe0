package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The membership as one node sees it, complete at every change.
 * <ul>
 *   <li>{@code nodes}: every configured node once, in the order of their names.
 *   <li>{@code quorum}: whether this side may act for the cluster, and why.
 *   <li>{@code mayFence}: whether this side may fence: as a rule because it has quorum.
 *   <li>{@code seenAll}: all nodes were full members together once.
 *   <li>{@code settled}: all nodes were seen, or the wait for those that never came is over (dc-deadtime). Before that
 *       nobody may conclude that an absent node is lost.
 *   <li>{@code asleep}: this node was paused and has not yet heard that it is still a member: it starts nothing.
 *   <li>{@code leader}: the lowest-named full member of this side; it alone asks for fencing and answers for it.
 *   <li>{@code pauses}: the last pauses of this node, newest last.
 *   <li>{@code fencing}: what is being fenced, or failed to be.
 *   <li>{@code vouched}: the full members that this node hears itself, whoever else does not.
 *   <li>{@code rival}: of two nodes that may fence each other, the other; null where there is none.
 *   <li>{@code lease}: who goes on is for a lease to say; null where nobody needs it.
 * </ul>
 */
public record MembershipView(
        NodeName self,
        List<NodeView> nodes,
        QuorumVerdict quorum,
        boolean mayFence,
        boolean seenAll,
        boolean settled,
        boolean asleep,
        @Nullable NodeName leader,
        List<Pause> pauses,
        List<FencingAttempt> fencing,
        List<NodeName> vouched,
        @Nullable Rival rival,
        @Nullable LeaseNeed lease) {

    /** The same without a rival, and without need of a lease; whoever is a full member is vouched for. */
    public MembershipView(
            NodeName self,
            List<NodeView> nodes,
            QuorumVerdict quorum,
            boolean mayFence,
            boolean seenAll,
            boolean settled,
            boolean asleep,
            @Nullable NodeName leader,
            List<Pause> pauses,
            List<FencingAttempt> fencing) {
        this(
                self,
                nodes,
                quorum,
                mayFence,
                seenAll,
                settled,
                asleep,
                leader,
                pauses,
                fencing,
                online(nodes),
                null,
                null);
    }

    private static List<NodeName> online(List<NodeView> nodes) {
        return nodes.stream()
                .filter(node -> node.standing().online())
                .map(NodeView::name)
                .toList();
    }

    /**
     * Whether this node says of that run that it is a member, asked by one that was paused or that somebody holds for dead.
     * What others do not hear makes no difference: it may be they who are sick.
     */
    public boolean vouchesFor(NodeName name, long incarnation) {
        return vouched.contains(name)
                && node(name)
                        .filter(known -> known.incarnation() == incarnation)
                        .isPresent();
    }

    /**
     * May the policy plan and act on this view? Not on a node that is leaving: it no longer votes, so it would take its
     * own leaving for a loss of quorum and stop what it has just moved to the others.
     */
    public boolean mayAct() {
        return settled && !asleep && node(self).map(NodeView::standing).orElse(Standing.ABSENT) == Standing.ONLINE;
    }

    public boolean quorate() {
        return quorum.quorate();
    }

    public Optional<NodeView> node(NodeName name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The full members of this side, self included, in the order of their names. */
    public List<NodeName> online() {
        return online(nodes);
    }

    /**
     * The nodes that are online, and those that are silent while nothing is concluded yet: what is known of them is planned
     * from, so it has to be what they say themselves. Of a node that is lost it need not be: no start comes before its fencing.
     */
    public List<NodeName> undecided() {
        return nodes.stream()
                .filter(node -> node.standing().online() || node.standing() == Standing.SUSPECT)
                .map(NodeView::name)
                .toList();
    }

    public boolean selfLeads() {
        return self.equals(leader);
    }
}
