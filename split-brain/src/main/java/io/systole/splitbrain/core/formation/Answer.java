package io.systole.splitbrain.core.formation;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What another node of the list said of itself.
 * <ul>
 *   <li>{@code supports}: the node that it would let found the cluster; null from a member.
 *   <li>{@code members}: those of its cluster that it hears, in the order of names; empty when it is in none.
 *   <li>{@code knowsAsker}: its cluster has the asking run of this node as a member, heard or not.
 *   <li>{@code seenAll}, {@code settled}: what that cluster has behind it.
 *   <li>{@code clusterAge}: how long ago that cluster was founded; null from one that is in none or does not say.
 *   <li>{@code damaged}: something that it had stored may be missing.
 * </ul>
 */
public record Answer(
        NodeName from,
        Stage stage,
        @Nullable NodeName supports,
        List<NodeName> members,
        boolean knowsAsker,
        boolean quorate,
        boolean seenAll,
        boolean settled,
        @Nullable Duration clusterAge,
        boolean damaged,
        Instant at) {
    public Answer {
        members = List.copyOf(members);
    }
}
