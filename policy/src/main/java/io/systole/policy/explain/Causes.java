package io.systole.policy.explain;

import io.systole.policy.Plan;
import io.systole.policy.action.Action;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.QuorumPolicy;
import io.systole.policy.model.Role;
import io.systole.policy.model.TicketWish;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What else bears on a resource than scores: why it is stopped or stays so, and what keeps it from starting. */
final class Causes {
    private final Plan plan;
    private final WorkingState state;
    private final PlanPrimitive primitive;
    private final List<String> causes = new ArrayList<>();

    private Causes(Plan plan, PlanPrimitive primitive) {
        this.plan = plan;
        this.state = plan.state();
        this.primitive = primitive;
    }

    static List<String> of(Plan plan, PlanPrimitive primitive) {
        var causes = new Causes(plan, primitive);
        causes.configuration();
        causes.condition();
        causes.actions();
        return causes.causes.stream().distinct().toList();
    }

    private void configuration() {
        if (state.options.fencingEnabled() && !state.haveFenceDevice) {
            causes.add("fencing is enabled, and no fence device is configured: nothing is started");
        }
        if (state.options.maintenanceMode()) {
            causes.add("the cluster is in maintenance mode");
        }
        for (PlanResource at = primitive; at != null; at = at.parent) {
            String role = at.meta("target-role");
            if (Role.parse(role) == Role.STOPPED) {
                causes.add("target-role is " + role);
            }
            for (TicketWish wish : at.tickets) {
                if (!wish.ticket().granted || wish.ticket().standby) {
                    causes.add("ticket " + wish.ticket().id + " is "
                            + (wish.ticket().granted ? "in standby" : "not granted"));
                }
            }
        }
        if (primitive.removed) {
            causes.add("it was removed from the configuration");
        }
        if (primitive.lockNode != null) {
            causes.add("a shutdown lock keeps it for " + primitive.lockNode.name);
        }
    }

    private void condition() {
        if (!state.quorate && state.quorumPolicy != QuorumPolicy.IGNORE) {
            causes.add(
                    "the partition has no quorum (no-quorum-policy is " + state.options.text("no-quorum-policy") + ")");
        }
        if (primitive.blocked) {
            causes.add(
                    "it is blocked: after a failure with on-fail=block, or because it is active where it must not be");
        } else if (primitive.failed) {
            causes.add("it failed" + on(primitive.currentNode()));
        }
    }

    private static String on(@Nullable PlanNode node) {
        return node == null ? "" : " on " + node.name;
    }

    /** What is wanted and cannot be, and the reasons that the planner noted with what it does. */
    private void actions() {
        for (Action action : plan.actions().of(primitive)) {
            boolean told =
                    action.is(Task.START) || action.is(Task.STOP) || action.is(Task.PROMOTE) || action.is(Task.DEMOTE);
            if (!told || action.optional()) {
                continue;
            }
            String reason = action.reason() == null ? "" : ": " + action.reason();
            String what = action.task() + on(action.node());
            if (!action.runnable()) {
                causes.add(what + " cannot be done" + reason);
            } else if (!reason.isEmpty()) {
                causes.add(what + reason);
            }
        }
    }
}
