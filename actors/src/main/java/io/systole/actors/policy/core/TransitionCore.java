package io.systole.actors.policy.core;

import io.systole.actors.policy.core.TransitionEffect.Outcome;
import io.systole.actors.policy.core.TransitionEvent.Aborted;
import io.systole.actors.policy.core.TransitionEvent.ActionFinished;
import io.systole.actors.policy.core.TransitionEvent.FencingFinished;
import io.systole.actors.policy.core.TransitionEvent.FencingReleased;
import io.systole.actors.policy.core.TransitionEvent.NodeKnown;
import io.systole.actors.policy.core.TransitionEvent.NodeLost;
import io.systole.actors.policy.core.TransitionEvent.PatienceEnded;
import io.systole.actors.policy.core.TransitionEvent.Suspended;
import io.systole.actors.policy.core.TransitionEvent.TransitionStarted;
import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which actions of a transition run when: each as soon as all its inputs are confirmed and the limits allow it,
 * everything else in parallel; an unexpected result or an abort starts no new work.
 *
 * <p>Pacemaker then waits for all that is in flight before it plans anew, so one slow start holds up the recovery of
 * everything else. Here the transition ends at once and what is in flight becomes a straggler: the next transition runs
 * beside it, but nothing of a {@linkplain RelatedResources related} resource is started before the straggler's result is
 * there. That is sound, since a node runs the operations of one resource in the order in which they came, and nothing
 * unrelated was ever ordered after the straggler. The exception are notifications of infinite priority that an aborted
 * transition still owes: for them it waits, as Pacemaker does.
 */
public final class TransitionCore {
    private static final int TIMED_OUT = 2;

    private TransitionCore() {}

    public static Step<TransitionState, TransitionEffect> step(TransitionState state, TransitionEvent event) {
        var effects = new ArrayList<TransitionEffect>();
        TransitionState next = apply(state, event, effects);
        return new Step<>(settle(Firing.fire(next, effects), effects), effects);
    }

    private static TransitionState apply(TransitionState state, TransitionEvent event, List<TransitionEffect> effects) {
        if (event instanceof TransitionStarted e) {
            return onStarted(state, e, effects);
        }
        if (event instanceof ActionFinished e) {
            return onFinished(state, e.ref(), e.result(), effects);
        }
        if (event instanceof FencingFinished e) {
            return onFencing(state, e);
        }
        if (event instanceof FencingReleased e) {
            RunningTransition running = state.running();
            return running == null ? state : state.withRunning(running.released(e.target()));
        }
        if (event instanceof NodeLost e) {
            return onNodeLost(state, e.node());
        }
        if (event instanceof NodeKnown e) {
            return onNodeKnown(state, e, effects);
        }
        if (event instanceof Aborted e) {
            RunningTransition running = state.running();
            return running == null ? state : state.withRunning(running.aborted(e.reason()));
        }
        if (event instanceof Suspended e) {
            return end(state, Outcome.ABORTED, e.reason(), effects);
        }
        if (event instanceof PatienceEnded e) {
            return onFinished(
                    state, e.ref(), new ActionResult(1, TIMED_OUT, "its node did not answer in time"), effects);
        }
        throw new AssertionError("unhandled " + event);
    }

    private static TransitionState onStarted(
            TransitionState state, TransitionStarted event, List<TransitionEffect> effects) {
        TransitionState before = state;
        if (state.running() != null) {
            before = end(state, Outcome.ABORTED, "a newer plan", effects);
        }
        return before.withRunning(RunningTransition.of(event));
    }

    private static TransitionState onFinished(
            TransitionState state, ActionRef ref, ActionResult result, List<TransitionEffect> effects) {
        RunningTransition running = state.running();
        if (running != null && ref.transition() == running.number()) {
            int rank = running.net().rankOf(ref.action());
            if (rank < 0 || !running.isInFlight(rank)) {
                return state;
            }
            var action = running.net().at(rank);
            if (result.isExpectedOf(action)) {
                return state.withRunning(running.confirm(rank));
            }
            String why = action.operationKey() + " on " + action.onNode() + ": " + result.against(action);
            return state.withRunning(running.fail(rank).aborted(why));
        }
        for (InFlight straggler : state.stragglers()) {
            if (straggler.ref().equals(ref)) {
                return onStraggler(state.without(straggler), straggler, result, effects);
            }
        }
        return state;
    }

    /**
     * The plan that runs may have taken the straggler's success for granted. Not if it did not know of it, and not what a
     * plan does not see before it is done: then it is void before anything waits no longer.
     */
    private static TransitionState onStraggler(
            TransitionState state, InFlight straggler, ActionResult result, List<TransitionEffect> effects) {
        var action = straggler.action();
        RunningTransition running = state.running();
        boolean granted = running != null && running.granted().contains(straggler.ref());
        if (result.isExpectedOf(action) && granted && straggler.isForeseen()) {
            return state;
        }
        String why = action.operationKey() + " on " + action.onNode() + " of an earlier transition: "
                + (result.isExpectedOf(action) ? "done" : result.against(action));
        if (running == null) {
            effects.add(new TransitionEffect.PlanAgain(why));
            return state;
        }
        return state.withRunning(running.aborted(why));
    }

    private static TransitionState onFencing(TransitionState state, FencingFinished event) {
        var left = state.stragglers().stream()
                .filter(straggler -> !isFencingOf(straggler, event))
                .toList();
        TransitionState next = state.withStragglers(left);
        boolean isDown = event.failure().isEmpty() && !event.action().equals("on");
        next = isDown ? next.withoutDoubtsAbout(event.target()) : next;
        RunningTransition running = next.running();
        if (running == null) {
            return next;
        }
        for (InFlight sent : running.inFlight()) {
            if (isFencingOf(sent, event)) {
                int rank = running.net().rankOf(sent.ref().action());
                running = event.failure().isEmpty()
                        ? running.confirm(rank)
                        : running.fail(rank).aborted("fencing of " + event.target() + " failed: " + event.failure());
            }
        }
        return next.withRunning(running);
    }

    private static boolean isFencingOf(InFlight sent, FencingFinished event) {
        return sent.isFencing()
                && event.target().equals(sent.action().onNode())
                && InFlight.fencingAction(sent.action()).equals(event.action());
    }

    private static TransitionState onNodeLost(TransitionState state, NodeName node) {
        TransitionState next = state.withDoubtsAbout(node).withoutStragglersOn(node);
        RunningTransition running = next.running();
        if (running == null) {
            return next;
        }
        for (InFlight sent : running.inFlight()) {
            if (!sent.isFencing() && !sent.needsNoNode() && sent.isOn(node)) {
                running =
                        running.fail(running.net().rankOf(sent.ref().action())).aborted("node " + node + " was lost");
            }
        }
        return next.withRunning(running);
    }

    /** What it does was not known to the plan that runs: that is void before anything waits no longer. */
    private static TransitionState onNodeKnown(TransitionState state, NodeKnown event, List<TransitionEffect> effects) {
        TransitionState next = state.withoutDoubtsAbout(event.node());
        RunningTransition running = next.running();
        if (event.down() || next.doubtful().size() == state.doubtful().size()) {
            return next;
        }
        String why = "node " + event.node() + " is back";
        if (running == null) {
            effects.add(new TransitionEffect.PlanAgain(why));
            return next;
        }
        return next.withRunning(running.aborted(why));
    }

    /** Ends the transition if it is through, or aborted and owes nothing. */
    private static TransitionState settle(TransitionState state, List<TransitionEffect> effects) {
        RunningTransition running = state.running();
        if (running == null) {
            return state;
        }
        if (running.isComplete()) {
            return end(state, Outcome.COMPLETE, "", effects);
        }
        boolean quiet = running.inFlight().isEmpty();
        if (!running.abort().isEmpty() && (quiet || !running.owesUrgentWork())) {
            Outcome outcome = running.failed().count() > 0 ? Outcome.FAILED : Outcome.ABORTED;
            return end(state, outcome, running.abort(), effects);
        }
        boolean waits = !state.stragglers().isEmpty()
                || !state.doubtful().isEmpty()
                || !running.fencingHeld().isEmpty();
        if (quiet && !waits) {
            String why = "actions wait for each other: " + running.waitingInCircles();
            return end(state, Outcome.STUCK, why, effects);
        }
        return state;
    }

    private static TransitionState end(
            TransitionState state, Outcome outcome, String reason, List<TransitionEffect> effects) {
        RunningTransition running = state.running();
        if (running == null) {
            return state;
        }
        effects.add(new TransitionEffect.TransitionEnded(running.number(), outcome, reason, running.actionEnds()));
        return new TransitionState(null, state.inFlight(), state.doubtful());
    }
}
