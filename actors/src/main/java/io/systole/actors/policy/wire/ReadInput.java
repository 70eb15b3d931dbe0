package io.systole.actors.policy.wire;

import io.systole.actors.wire.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;

/** Asks for a part of a kept input, which as a whole may be too large for a message. */
public record ReadInput(String file, long offset, ActorRef<InputPart> replyTo) implements InputCommand, WireMessage {}
