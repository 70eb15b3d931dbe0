package io.systole.actors.resource.wire;

import org.apache.pekko.actor.typed.ActorRef;

/** A DC that slept asks whether it still is one. */
public record AskTerm(long term, ActorRef<TermAnswer> replyTo) implements DcCommand {}
