package io.systole.actors.remote;

import io.systole.actors.resource.wire.ClearFailures;
import io.systole.actors.resource.wire.ExecuteOperation;
import io.systole.actors.resource.wire.ForgetResources;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.OperationReport.Outcome;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.actors.resource.wire.ResourceForgotten;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.actors.resource.wire.Withdraw;
import io.systole.cib.NodeName;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** Answers orders for a remote node that this member is not connected to, so that nobody waits for them. */
final class Refusals {
    private static final int INVALID = 9;

    private Refusals() {}

    static void refuse(ResourceCommand command, String why) {
        if (command instanceof ExecuteOperation order) {
            refuse(order.order().transitionKey(), order.replyTo(), why);
        } else if (command instanceof Withdraw order) {
            refuse(order.order().transitionKey(), order.replyTo(), why);
        } else if (command instanceof ClearFailures clear) {
            refuse(clear.transitionKey(), clear.replyTo(), why);
        } else if (command instanceof ForgetResources forget && forget.ward() != null) {
            forget.replyTo().tell(new ResourceForgotten(new NodeName(forget.ward()), List.of()));
        }
    }

    private static void refuse(TransitionKey key, ActorRef<OperationReport> replyTo, String why) {
        replyTo.tell(new OperationReport(key, Outcome.REFUSED, 1, INVALID, why));
    }
}
