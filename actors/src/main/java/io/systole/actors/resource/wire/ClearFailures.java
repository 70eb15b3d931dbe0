package io.systole.actors.resource.wire;

import org.apache.pekko.actor.typed.ActorRef;

/** Forget the resource's fail counts and its last failure on this node, not its state (clear_failcount). */
public record ClearFailures(long term, TransitionKey transitionKey, String resource, ActorRef<OperationReport> replyTo)
        implements DcCommand {}
