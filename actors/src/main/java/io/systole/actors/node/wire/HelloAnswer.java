package io.systole.actors.node.wire;

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
        boolean settled)
        implements WireMessage {
    public HelloAnswer {
        members = List.copyOf(members);
    }
}
