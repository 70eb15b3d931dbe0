package io.systole.actors.node.wire;

import io.systole.actors.node.core.ProtocolRange;
import io.systole.actors.wire.WireMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself to one that asked.
 *
 * @param schema 1
 * @param refusal why the asker does not belong to this cluster; null if it does
 * @param stage searching, forming, joining, member or refused, in capitals
 * @param supports whom it would let found the cluster
 * @param members those of its cluster that it hears
 * @param knowsAsker its cluster has the asking run of the asker as a member
 * @param clusterAgeMs how long ago its cluster was founded, in milliseconds; null from one that has none or does not say
 * @param damaged something that it had stored may be missing
 * @param oldest and newest: which versions of the protocol it speaks; 0 from one that does not say
 */
public record HelloAnswer(
        int schema,
        String from,
        @Nullable String refusal,
        String stage,
        @Nullable String supports,
        List<String> members,
        boolean knowsAsker,
        boolean quorate,
        boolean seenAll,
        boolean settled,
        @Nullable Long clusterAgeMs,
        boolean damaged,
        int oldest,
        int newest)
        implements WireMessage {
    public HelloAnswer {
        members = List.copyOf(members);
    }

    public ProtocolRange speaks() {
        return ProtocolRange.said(oldest, newest);
    }
}
