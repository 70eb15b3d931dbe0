package io.systole.actors.resource.wire;

import org.apache.pekko.actor.typed.ActorRef;

/** Everything was moved off: the node may leave now (do_shutdown). */
public record ShutDownNode(long term, TransitionKey transitionKey, ActorRef<OperationReport> replyTo)
        implements DcCommand {}
