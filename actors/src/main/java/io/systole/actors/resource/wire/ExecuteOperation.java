package io.systole.actors.resource.wire;

import org.apache.pekko.actor.typed.ActorRef;

/** Run this operation when the resource's earlier ones have ended; done once however often it is sent. */
public record ExecuteOperation(long term, OperationOrder order, ActorRef<OperationReport> replyTo)
        implements DcCommand {}
