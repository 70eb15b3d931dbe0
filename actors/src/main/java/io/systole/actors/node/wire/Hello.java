package io.systole.actors.node.wire;

import io.systole.actors.wire.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A node says who it is and asks who the other is. Sent to nodes that may not be members of any cluster.
 *
 * @param schema 1
 * @param host and port: where the sender is, as its own node list says
 * @param joining the member that it has asked to be let in
 */
public record Hello(
        int schema,
        String cluster,
        String from,
        long incarnation,
        String host,
        int port,
        @Nullable String joining,
        ActorRef<HelloAnswer> replyTo)
        implements FormationCommand, WireMessage {}
