package io.systole.actors.node.wire;

import io.systole.actors.node.core.ProtocolRange;
import io.systole.actors.wire.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A node says who it is and asks who the other is. Sent to nodes that may not be members of any cluster.
 *
 * @param schema 1
 * @param host and port: where the sender is, as its own node list says
 * @param joining the member that it has asked to be let in
 * @param oldest and newest: which versions of the protocol it speaks; 0 from one that does not say
 */
public record Hello(
        int schema,
        String cluster,
        String from,
        long incarnation,
        String host,
        int port,
        @Nullable String joining,
        int oldest,
        int newest,
        ActorRef<HelloAnswer> replyTo)
        implements FormationCommand, WireMessage {

    public ProtocolRange speaks() {
        return ProtocolRange.said(oldest, newest);
    }
}
