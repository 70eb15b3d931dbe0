package io.systole.actors.node.wire;

import io.systole.actors.wire.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A node that was paused asks whether its run is still a member.
 *
 * @param schema 1
 */
public record SleeperAsks(int schema, String from, long incarnation, ActorRef<SleeperAnswer> replyTo)
        implements QuorumCommand, WireMessage {}
