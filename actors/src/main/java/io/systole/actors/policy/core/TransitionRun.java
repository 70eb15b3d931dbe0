package io.systole.actors.policy.core;

import io.systole.actors.fencer.core.FencingRequest;
import io.systole.actors.policy.core.PolicyEffect.News;
import io.systole.actors.policy.core.PolicyState.Draft;
import io.systole.actors.policy.wire.TransitionSummary;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.policy.graph.GraphAction;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands events to the transition and turns what it wants into what the policy wants. */
final class TransitionRun implements TransitionEffect.Port {
    private final Draft draft;
    private final Instant at;
    private final List<PolicyEffect> effects;

    TransitionRun(Draft draft, Instant at, List<PolicyEffect> effects) {
        this.draft = draft;
        this.at = at;
        this.effects = effects;
    }

    void take(TransitionEvent event) {
        Step<TransitionState, TransitionEffect> step = TransitionCore.step(draft.transition, event);
        draft.transition = step.state();
        step.effects().forEach(effect -> effect.runOn(this));
    }

    @Override
    public void sendOperation(TransitionEffect.SendOperation effect) {
        GraphAction action = effect.action();
        RunningTransition running = draft.transition.running();
        String startFailure = running == null ? "INFINITY" : running.startFailure();
        var order = Orders.of(Orders.key(effect.ref(), action, draft.toState().dc()), action, startFailure);
        long incarnation = incarnation(draft.plannedFor, effect.executor());
        effects.add(new PolicyEffect.SendOrder(effect.ref(), effect.executor(), incarnation, order, effect.patience()));
    }

    @Override
    public void requestFencing(TransitionEffect.RequestFencing effect) {
        NodeName target = effect.target();
        Cib cib = draft.cib;
        if (cib != null && RemoteNodes.isRemote(cib, target)) {
            fence(effect, RemoteNodes.epoch(cib, target));
            return;
        }
        long planned = incarnation(draft.plannedFor, target);
        if (incarnation(draft.view, target) != planned) {
            String why = "it was born anew after the plan was made";
            take(new TransitionEvent.FencingFinished(target, effect.fencingAction(), why));
            return;
        }
        fence(effect, planned);
    }

    private void fence(TransitionEffect.RequestFencing effect, long incarnation) {
        effects.add(new PolicyEffect.FenceNode(
                effect.target(),
                incarnation,
                effect.fencingAction(),
                FencingRequest.reasonOf(TransitionKey.transitionId(
                        effect.ref().transition(), draft.toState().dc())),
                delay(effect.action())));
    }

    /** The run of the node that the plan is about: one that came since then did nothing to be fenced for. */
    private static long incarnation(@Nullable MembershipView view, NodeName node) {
        return view == null ? 0 : view.node(node).map(NodeView::incarnation).orElse(0L);
    }

    private static Duration delay(GraphAction action) {
        String seconds = action.meta("priority-fencing-delay");
        return seconds == null ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(seconds));
    }

    @Override
    public void runClusterAction(TransitionEffect.RunClusterAction effect) {
        var key = Orders.key(effect.ref(), effect.action(), draft.toState().dc());
        effects.add(new PolicyEffect.ClusterAction(effect.ref(), key, effect.action(), effect.patience()));
    }

    @Override
    public void pseudoDone(TransitionEffect.PseudoDone effect) {}

    @Override
    public void transitionEnded(TransitionEffect.TransitionEnded effect) {
        String outcome =
                switch (effect.outcome()) {
                    case COMPLETE -> "complete";
                    case ABORTED -> "aborted: " + effect.reason();
                    case FAILED -> "failed: " + effect.reason();
                    case STUCK -> "stuck: " + effect.reason();
                };
        TransitionSummary current = draft.current;
        if (current != null) {
            var actions = effect.actions().stream()
                    .map(end -> new TransitionSummary.ActionSummary(
                            end.action().operationKey(),
                            String.valueOf(end.action().onNode()),
                            end.phase()))
                    .toList();
            var summary = new TransitionSummary(
                    current.number(),
                    current.reason(),
                    outcome,
                    current.summary(),
                    actions,
                    current.started(),
                    current.planning(),
                    draft.since(current.started(), at));
            draft.end(summary);
            effects.add(new PolicyEffect.Tell(News.TRANSITION_ENDED, summary, outcome));
        }
        if (effect.outcome() != TransitionEffect.Outcome.COMPLETE) {
            draft.because(effect.reason());
        }
    }

    @Override
    public void planAgain(TransitionEffect.PlanAgain effect) {
        draft.because(effect.reason());
    }
}
