package io.systole.actors.policy.wire;

import io.systole.actors.wire.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;

/** Asks for the newest inputs of plans that a node keeps. */
public record ListInputs(int max, ActorRef<KeptInputs> replyTo) implements InputCommand, WireMessage {}
