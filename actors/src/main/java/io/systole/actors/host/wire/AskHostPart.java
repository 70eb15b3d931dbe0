package io.systole.actors.host.wire;

import io.systole.actors.wire.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Asks for more of an answer.
 *
 * @param answer its name, from its first part
 * @param offset in bytes
 */
public record AskHostPart(String answer, long offset, ActorRef<HostPart> replyTo) implements HostCommand, WireMessage {}
