package io.systole.actors.resource.wire;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * Run this operation when the resource's earlier ones have ended; done once however often it is sent.
 *
 * @param incarnation the run of the node that it is meant for: a message may wait for a connection and reach the next one.
 *     0 for whichever it reaches
 */
public record ExecuteOperation(long term, OperationOrder order, long incarnation, ActorRef<OperationReport> replyTo)
        implements DcCommand {}
