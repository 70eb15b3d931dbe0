package io.systole.actors.node;

import io.systole.cib.NodeName;
import io.systole.fencing.sbd.core.WatchReport;
import io.systole.splitbrain.core.MembershipView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself and of the membership, for a status page.
 * <ul>
 *   <li>{@code formation}: how far it is on its way into the cluster, and in words what it waits for.
 *   <li>{@code membership}: null only in the first moment of a node's life.
 *   <li>{@code dc}: the node whose policy plans, if this node knows it.
 *   <li>{@code ownActive}: what this node runs by its own history.
 *   <li>{@code selfWatch}: how the watch is that ends this node when it may not live on; null without one.
 * </ul>
 */
public record NodeStatus(
        String clusterName,
        NodeName self,
        FormationStatus formation,
        @Nullable MembershipView membership,
        @Nullable NodeName dc,
        List<String> ownActive,
        @Nullable WatchReport selfWatch) {

    /** Where a node is on its way into the cluster. */
    public enum FormationPhase {
        SEARCHING,
        WAITING,
        FORMING,
        JOINING,
        MEMBER,
        REFUSED,
        LEAVING
    }

    /**
     * The phase, and in words what is waited for or why the node was refused; {@code refused}: whom it refuses itself at
     * present, and why.
     */
    public record FormationStatus(FormationPhase phase, String detail, List<String> refused) {
        public FormationStatus {
            refused = List.copyOf(refused);
        }
    }
}
