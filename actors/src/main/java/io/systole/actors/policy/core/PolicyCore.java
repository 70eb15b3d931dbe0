package io.systole.actors.policy.core;

import io.systole.actors.policy.core.PolicyEffect.News;
import io.systole.actors.policy.core.PolicyEvent.CibArrived;
import io.systole.actors.policy.core.PolicyEvent.FencingAnswered;
import io.systole.actors.policy.core.PolicyEvent.FencingDue;
import io.systole.actors.policy.core.PolicyEvent.FencingOverdue;
import io.systole.actors.policy.core.PolicyEvent.MembershipArrived;
import io.systole.actors.policy.core.PolicyEvent.OperationReported;
import io.systole.actors.policy.core.PolicyEvent.PatienceEnded;
import io.systole.actors.policy.core.PolicyEvent.Paused;
import io.systole.actors.policy.core.PolicyEvent.PlanFailed;
import io.systole.actors.policy.core.PolicyEvent.PlanMade;
import io.systole.actors.policy.core.PolicyEvent.RecheckDue;
import io.systole.actors.policy.core.PolicyEvent.ReportOverdue;
import io.systole.actors.policy.core.PolicyEvent.TermAnswered;
import io.systole.actors.policy.core.PolicyEvent.TermGranted;
import io.systole.actors.policy.core.PolicyState.Draft;
import io.systole.actors.policy.core.PolicyState.FencedNode;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides when to plan and what to make of a plan: on every change that no transition brought about itself, the newest
 * CIB wins, one plan at a time. What nodes recorded confirms actions; a fencing is confirmed when the CIB shows it, so
 * that the plan after it knows. After a pause of its own it does nothing before membership and all members' terms say
 * that this node is still the DC.
 */
public final class PolicyCore {
    static final int REFUSED = 9;
    private static final String BORN_ANEW = "that run of it is over, and it was born anew";

    /** A suspect may come back with the results of what it was sent; these will not. */
    private static final List<Standing> GONE = List.of(Standing.ABSENT, Standing.LOST, Standing.FENCED, Standing.LEFT);

    private PolicyCore() {}

    public static Step<PolicyState, PolicyEffect> step(PolicyState state, PolicyEvent event) {
        Draft draft = state.change();
        var effects = new ArrayList<PolicyEffect>();
        var run = new TransitionRun(draft, event.at(), effects);
        apply(draft, event, run, effects);
        dropLost(draft, run);
        Doubts.settle(draft, run);
        WhenToPlan.next(draft, event.at(), run, effects);
        return new Step<>(draft.toState(), effects);
    }

    private static void apply(Draft draft, PolicyEvent event, TransitionRun run, List<PolicyEffect> effects) {
        if (event instanceof TermGranted e) {
            draft.term = e.term();
            draft.because("this node became the DC");
            askAround(draft, effects);
        } else if (event instanceof CibArrived e) {
            onCib(draft, e.cib(), run);
        } else if (event instanceof MembershipArrived e) {
            onMembership(draft, e.view(), run, effects);
        } else if (event instanceof PlanMade e) {
            WhenToPlan.onMade(draft, e, run, effects);
        } else if (event instanceof PlanFailed e) {
            WhenToPlan.onFailed(draft, e, effects);
        } else if (event instanceof OperationReported e) {
            onReport(draft, e.report(), run, effects);
        } else if (event instanceof ReportOverdue e) {
            onOverdue(draft, e.report(), run);
        } else if (event instanceof FencingAnswered e) {
            onFencing(draft, e, run, effects);
        } else if (event instanceof FencingOverdue e) {
            if (draft.fenced.removeIf(done -> done.target().equals(e.target())
                    && done.incarnation() == e.incarnation()
                    && done.action().equals(e.action()))) {
                run.take(new TransitionEvent.FencingFinished(e.target(), e.action(), ""));
                draft.because("node " + e.target() + " was fenced, which the CIB does not show");
            }
        } else if (event instanceof FencingDue e) {
            run.take(new TransitionEvent.FencingReleased(e.target()));
        } else if (event instanceof PatienceEnded e) {
            onPatienceEnded(draft, e.ref(), run, effects);
        } else if (event instanceof RecheckDue e) {
            draft.because(e.reason());
        } else if (event instanceof Paused) {
            onPaused(draft, run, effects);
        } else if (event instanceof TermAnswered e) {
            onTerm(draft, e.answer(), run, effects);
        } else {
            throw new AssertionError("unhandled " + event);
        }
    }

    private static void onCib(Draft draft, Cib cib, TransitionRun run) {
        Cib before = draft.cib;
        draft.cib = cib;
        look(draft);
        if (before == null) {
            draft.because("the CIB was read");
            return;
        }
        CibDelta delta = CibDelta.between(before, cib, draft.toState().dc(), draft.adopted, draft.transition);
        delta.reasons().forEach(draft::because);
        delta.changedAttributes().forEach(changed -> onAttribute(draft, cib, changed));
        if (delta.newSituation()) {
            draft.guard = LoopGuard.fresh();
            draft.notBefore = Instant.EPOCH;
        }
        for (CibDelta.Confirmed confirmed : delta.confirmed()) {
            run.take(new TransitionEvent.ActionFinished(confirmed.ref(), confirmed.result()));
        }
        Adoption.dropUnheard(draft, cib, run);
        for (FencedNode fenced : List.copyOf(draft.fenced)) {
            if (fenced.isShownBy(cib)) {
                draft.fenced.remove(fenced);
                run.take(new TransitionEvent.FencingFinished(fenced.target(), fenced.action(), ""));
            }
        }
    }

    /** An attribute that no plan reads is of no matter; what is configured is searched only for those not always read. */
    private static void onAttribute(Draft draft, Cib cib, CibDelta.ChangedAttribute changed) {
        if (!ReadAttributes.isKnown(changed.name())) {
            draft.attributes = draft.attributes.readingFrom(cib);
            if (!draft.attributes.matters(changed.name())) {
                return;
            }
        }
        draft.becauseOfAttribute(changed.reason());
    }

    /** A node that is gone or was born anew answers nothing that it was asked before. */
    private static void onMembership(Draft draft, MembershipView view, TransitionRun run, List<PolicyEffect> effects) {
        MembershipView before = draft.view;
        boolean acted = draft.toState().mayAct();
        draft.view = view;
        if (before == null) {
            askAround(draft, effects);
        } else {
            for (NodeView old : before.nodes()) {
                long born = view.node(old.name()).map(NodeView::incarnation).orElse(0L);
                if (old.incarnation() != 0 && born != old.incarnation()) {
                    Adoption.lose(draft, old.name(), run);
                }
                if (born != old.incarnation()) {
                    dropFenced(draft, old.name(), run);
                }
                if (born != 0 && born != old.incarnation()) {
                    // That the run before could not be fenced holds up nothing of this one, and is no news any more.
                    draft.troubles.remove(old.name());
                }
            }
            askAgain(draft, before, view, effects);
        }
        if (view.asleep() && !draft.asleep) {
            onPaused(draft, run, effects);
        } else if (!view.asleep() && draft.asleep) {
            draft.asleep = false;
            askAround(draft, effects);
        }
        List<NodeName> undecided = view.undecided();
        draft.unshown.values().retainAll(undecided);
        if (draft.unsure != null) {
            draft.unsure.retainAll(undecided);
            sureAgain(draft);
        }
        if (!acted && draft.toState().mayAct()) {
            draft.because("the membership is known");
        }
    }

    /** That an earlier run is dead says nothing of the one that came since then: what waits for the CIB to show it is void. */
    private static void dropFenced(Draft draft, NodeName node, TransitionRun run) {
        for (FencedNode done : List.copyOf(draft.fenced)) {
            if (done.target().equals(node) && isOver(draft, node, done.incarnation())) {
                draft.fenced.remove(done);
                run.take(new TransitionEvent.FencingFinished(node, done.action(), BORN_ANEW));
            }
        }
    }

    /** Whether another run of the node has come since. */
    private static boolean isOver(Draft draft, NodeName node, long incarnation) {
        MembershipView view = draft.view;
        long present =
                view == null ? 0 : view.node(node).map(NodeView::incarnation).orElse(0L);
        return present != 0 && present != incarnation;
    }

    /** Also what was sent on the word of a CIB that is behind the membership: nobody there will answer. */
    private static void dropLost(Draft draft, TransitionRun run) {
        MembershipView view = draft.view;
        if (view == null) {
            return;
        }
        for (InFlight sent : draft.transition.inFlight()) {
            NodeName node = InFlight.executor(sent.action());
            if (node == null || sent.isFencing() || sent.needsNoNode()) {
                continue;
            }
            boolean gone = view.node(node)
                    .map(there -> GONE.contains(there.standing()))
                    .orElse(false);
            if (gone) {
                Adoption.lose(draft, node, run);
            }
        }
    }

    private static void onPaused(Draft draft, TransitionRun run, List<PolicyEffect> effects) {
        draft.asleep = true;
        draft.unsure = null;
        run.take(new TransitionEvent.Suspended("the DC was paused"));
        draft.because("the DC was paused");
        effects.add(new PolicyEffect.Tell(News.PAUSED, null, "waiting for word of the membership"));
    }

    /** What is ordered by an earlier DC and has not begun is dropped by whoever hears of the new term. */
    private static void askAround(Draft draft, List<PolicyEffect> effects) {
        MembershipView view = draft.view;
        if (view != null && draft.term > 0) {
            List<NodeName> asked = view.undecided();
            draft.unsure = new TreeSet<>(asked);
            effects.add(new PolicyEffect.AskTerms(asked));
        }
    }

    /** A node that comes, or comes back, may have orders of an earlier DC. */
    private static void askAgain(Draft draft, MembershipView before, MembershipView view, List<PolicyEffect> effects) {
        var come = new TreeSet<>(view.online());
        before.online().forEach(come::remove);
        if (!come.isEmpty() && draft.term > 0) {
            if (draft.unsure != null) {
                come.addAll(draft.unsure);
            }
            draft.unsure = come;
            effects.add(new PolicyEffect.AskTerms(List.copyOf(come)));
        }
    }

    private static void onTerm(Draft draft, TermAnswer answer, TransitionRun run, List<PolicyEffect> effects) {
        if (answer.newest() > draft.term && !draft.deposed) {
            draft.deposed = true;
            run.take(new TransitionEvent.Suspended("another node is the DC"));
            String text = "node " + answer.node() + " follows term " + answer.newest() + ", this is " + draft.term;
            effects.add(new PolicyEffect.Tell(News.DEPOSED, null, text));
        }
        boolean isAwaited = draft.unsure != null || draft.unshown.containsValue(answer.node());
        if (isAwaited) {
            draft.unshown.values().removeIf(node -> node.equals(answer.node()));
            answer.begun().forEach(key -> draft.unshown.put(key.toString(), answer.node()));
            look(draft);
        }
        if (draft.unsure != null) {
            draft.unsure.remove(answer.node());
            sureAgain(draft);
        }
    }

    /**
     * Waits until the CIB shows what runs: it comes by another way than the nodes' answers. It may have gone on meanwhile and
     * show only what was begun later, so the nodes are asked again until both agree.
     */
    private static void look(Draft draft) {
        Cib cib = draft.cib;
        if (cib != null && !draft.unshown.isEmpty()) {
            draft.unshown.keySet().removeAll(Underway.keysShown(cib));
        }
    }

    private static void sureAgain(Draft draft) {
        if (draft.unsure != null && draft.unsure.isEmpty()) {
            draft.unsure = null;
        }
    }

    private static void onReport(Draft draft, OperationReport report, TransitionRun run, List<PolicyEffect> effects) {
        if (!isOurs(draft, report.transitionKey())) {
            return;
        }
        switch (report.outcome()) {
            case RECORDED -> {
                if (draft.transition.inFlight().stream()
                        .anyMatch(sent -> sent.ref().equals(ref(report)))) {
                    effects.add(new PolicyEffect.AwaitReport(report));
                }
            }
            case DONE ->
                run.take(new TransitionEvent.ActionFinished(
                        ref(report), new ActionResult(report.transitionKey().targetRc(), 0, "")));
            case REFUSED -> {
                run.take(new TransitionEvent.ActionFinished(ref(report), new ActionResult(1, REFUSED, report.why())));
                // whoever refuses may follow a newer DC, of which it had not heard when it was asked last
                if (draft.unsure == null && !draft.deposed) askAround(draft, effects);
            }
        }
    }

    private static void onOverdue(Draft draft, OperationReport report, TransitionRun run) {
        ActionRef ref = ref(report);
        if (draft.transition.inFlight().stream().anyMatch(sent -> sent.ref().equals(ref))) {
            run.take(new TransitionEvent.ActionFinished(
                    ref, new ActionResult(report.rc(), report.opStatus(), report.why())));
            draft.because("the CIB does not show the result of " + report.transitionKey());
        }
    }

    /** The node that has an operation's order has to say that it drops it; all else is done at once or not at all. */
    private static void onPatienceEnded(Draft draft, ActionRef ref, TransitionRun run, List<PolicyEffect> effects) {
        for (InFlight sent : draft.transition.inFlight()) {
            if (sent.ref().equals(ref)) {
                if (sent.isOperation()) {
                    effects.add(new PolicyEffect.WithdrawOrder(ref));
                } else {
                    run.take(new TransitionEvent.PatienceEnded(ref));
                }
                return;
            }
        }
    }

    private static boolean isOurs(Draft draft, TransitionKey key) {
        return key.dc().equals(draft.toState().dc());
    }

    private static ActionRef ref(OperationReport report) {
        return new ActionRef(
                report.transitionKey().transition(), report.transitionKey().action());
    }

    /** Done is what the CIB shows. */
    private static void onFenced(Draft draft, FencedNode done, TransitionRun run, List<PolicyEffect> effects) {
        Cib cib = draft.cib;
        boolean nothingToShow = done.action().equals("on") && done.marks().isEmpty();
        if (nothingToShow || (cib != null && done.isShownBy(cib))) {
            run.take(new TransitionEvent.FencingFinished(done.target(), done.action(), ""));
        } else {
            draft.fenced.add(done);
            effects.add(new PolicyEffect.AwaitFenced(done.target(), done.incarnation(), done.action()));
        }
    }

    /** A node that was unfenced for a plan notes that itself. */
    private static FencedNode fenced(Draft draft, FencingAnswered event, List<PolicyEffect> effects) {
        NodeName target = event.target();
        for (InFlight sent : draft.transition.inFlight()) {
            if (event.action().equals("on") && Unfencing.unfences(sent, target)) {
                var marks = Unfencing.marks(sent.action(), event.at());
                effects.add(new PolicyEffect.MarkUnfenced(target, marks));
                return new FencedNode(target, event.incarnation(), event.action(), marks);
            }
        }
        return new FencedNode(target, event.incarnation(), event.action(), new TreeMap<>());
    }

    private static void onFencing(Draft draft, FencingAnswered event, TransitionRun run, List<PolicyEffect> effects) {
        NodeName target = event.target();
        if (isOver(draft, target, event.incarnation())) {
            run.take(new TransitionEvent.FencingFinished(target, event.action(), BORN_ANEW));
            return;
        }
        if (event.failure().isEmpty()) {
            draft.troubles.remove(target);
            Cib shown = draft.cib;
            if (!event.action().equals("on") && shown != null && RemoteNodes.isRemote(shown, target)) {
                effects.add(new PolicyEffect.NoteFenced(target));
            }
            onFenced(draft, fenced(draft, event, effects), run, effects);
            return;
        }
        Cib cib = draft.cib;
        FencingTrouble before = draft.troubles.get(target);
        int failures = before == null ? 1 : before.failures() + 1;
        if (cib != null) {
            var trouble = FencingTrouble.after(failures, event.failure(), event.at(), ExecutionOptions.of(cib));
            draft.troubles.put(target, trouble);
            effects.add(new PolicyEffect.WakeForFencing(target, Duration.between(event.at(), trouble.notBefore())));
        }
        String text = target + ": " + event.failure() + " (failure " + failures + ")";
        effects.add(new PolicyEffect.Tell(News.FENCING_FAILED, null, text));
        run.take(new TransitionEvent.FencingFinished(target, event.action(), event.failure()));
    }
}
