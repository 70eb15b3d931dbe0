package io.systole.actors.resource.wire;

import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Forget the resource's fail counts and its last failure on this node, not its state (clear_failcount); or on the remote node (ward) that it speaks for. */
public record ClearFailures(
        long term,
        TransitionKey transitionKey,
        String resource,
        @Nullable String ward,
        ActorRef<OperationReport> replyTo)
        implements DcCommand {}
