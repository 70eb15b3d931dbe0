package io.systole.actors.node;

import io.systole.cib.NodeName;
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
 * </ul>
 */
public record NodeStatus(
        String clusterName,
        NodeName self,
        FormationStatus formation,
        @Nullable MembershipView membership,
        @Nullable NodeName dc,
        List<String> ownActive) {

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

    /** The phase, and in words what is waited for or why the node was refused. */
    public record FormationStatus(FormationPhase phase, String detail) {}
}
