package io.systole.actors.policy.wire;

import io.systole.actors.wire.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;

/** Asks for the last transitions. */
public record GetTransitions(ActorRef<Transitions> replyTo) implements PolicyCommand, WireMessage {}
