package io.systole.actors.resource.wire;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * An order's result is overdue: drop it if it has not begun, and say so; if it has begun its result will come. Only the
 * node can say which, so the DC never concludes from silence that a member does not run something.
 */
public record Withdraw(long term, OperationOrder order, ActorRef<OperationReport> replyTo) implements DcCommand {}
