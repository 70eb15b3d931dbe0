package io.systole.actors.policy;

import io.systole.actors.cib.CibProtocol;
import io.systole.actors.policy.core.Orders;
import io.systole.actors.policy.core.PolicyEffect;
import io.systole.actors.resource.wire.ClearFailures;
import io.systole.actors.resource.wire.DcCommand;
import io.systole.actors.resource.wire.ExecuteOperation;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.ShutDownNode;
import io.systole.cib.ResourceId;
import io.systole.policy.graph.GraphAction;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Turns the cluster's own actions (crm_event, all but fencing) into what a node is told, or the CIB. */
final class ClusterActions {
    private ClusterActions() {}

    /** What the action's node is told; empty for what no node does. */
    static Optional<DcCommand> command(
            PolicyEffect.ClusterAction effect, long term, @Nullable String ward, ActorRef<OperationReport> replyTo) {
        GraphAction action = effect.action();
        if (action.operation().equals("do_shutdown")) {
            return Optional.of(new ShutDownNode(term, effect.key(), replyTo));
        }
        if (action.resource() == null) {
            return Optional.empty();
        }
        return switch (action.operation()) {
            case "clear_failcount" ->
                Optional.of(
                        new ClearFailures(term, effect.key(), action.resource().id(), ward, replyTo));
            case "lrm_delete" ->
                Optional.of(new ExecuteOperation(
                        term, Orders.of(effect.key(), action, "INFINITY").as("delete"), 0, replyTo));
            default -> Optional.empty();
        };
    }

    /** The history of a node that is not there is removed by the DC. */
    static Optional<CibProtocol.ForgetHistory> forgetHistory(PolicyEffect.ClusterAction effect) {
        GraphAction action = effect.action();
        if (!action.operation().equals("lrm_delete") || action.onNode() == null || action.resource() == null) {
            return Optional.empty();
        }
        return Optional.of(new CibProtocol.ForgetHistory(
                action.onNode(), new ResourceId(action.resource().id())));
    }
}
