package io.systole.actors.policy;

import io.systole.actors.policy.core.PolicyState;
import io.systole.actors.policy.core.TransitionState;
import io.systole.actors.policy.wire.PlanState;
import io.systole.actors.policy.wire.PlanState.Phase;
import io.systole.actors.policy.wire.TransitionSummary;
import io.systole.actors.policy.wire.Transitions;
import java.util.ArrayList;
import java.util.List;

/** Says what the policy does, for a status page. */
final class PolicyViews {
    private PolicyViews() {}

    static PlanState planState(PolicyState state) {
        TransitionState transition = state.transition();
        var inFlight = transition.inFlight().stream()
                .map(sent ->
                        sent.action().operationKey() + " on " + sent.action().onNode())
                .toList();
        return new PlanState(
                state.setup().self(),
                state.term(),
                phase(state),
                state.number(),
                transition.done(),
                transition.total(),
                inFlight,
                notes(state),
                reason(state),
                state.recheckBy());
    }

    static Transitions transitions(PolicyState state) {
        var all = new ArrayList<TransitionSummary>(state.ended());
        TransitionSummary current = state.current();
        if (current != null) {
            all.add(current);
        }
        return new Transitions(all);
    }

    private static Phase phase(PolicyState state) {
        if (state.isPaused()) {
            return Phase.PAUSED;
        }
        if (!state.mayAct()) {
            return Phase.STARTING;
        }
        if (state.transition().waitsForFencing()) {
            return Phase.WAITING_FOR_FENCING;
        }
        if (state.transition().isRunning()) {
            return Phase.RUNNING;
        }
        if (state.isPlanning()) {
            return Phase.PLANNING;
        }
        return state.reasons().isEmpty() ? Phase.IDLE : Phase.BACKING_OFF;
    }

    private static List<String> notes(PolicyState state) {
        var notes = new ArrayList<String>();
        state.troubles()
                .forEach((node, trouble) -> notes.add("fencing of " + node + " failed " + trouble.failures()
                        + " times, next try not before " + trouble.notBefore() + ": " + trouble.why()));
        String fault = state.planFault();
        if (fault != null) {
            notes.add("the planner failed: " + fault);
        }
        if (state.guard().isLooping()) {
            notes.add("the same plan came out " + state.guard().repeats() + " times in a row: planning slowly");
        }
        if (state.deposed()) {
            notes.add("another node is the DC");
        }
        return notes;
    }

    private static String reason(PolicyState state) {
        TransitionSummary current = state.current();
        if (current != null) {
            return current.reason();
        }
        return state.reasons().isEmpty() ? "" : state.reasons().get(0);
    }
}
