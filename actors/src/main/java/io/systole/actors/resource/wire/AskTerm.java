package io.systole.actors.resource.wire;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * A new DC says so to each member, and one that slept asks whether it still is one. It plans only when it has heard from all
 * of them: what its predecessor had ordered has then either begun, and is known, or never will.
 */
public record AskTerm(long term, ActorRef<TermAnswer> replyTo) implements DcCommand {}
