package io.systole.actors.policy.core;

import io.systole.actors.policy.core.PolicyEffect.News;
import io.systole.actors.policy.core.PolicyEvent.PlanFailed;
import io.systole.actors.policy.core.PolicyEvent.PlanMade;
import io.systole.actors.policy.core.PolicyState.Draft;
import io.systole.actors.policy.core.PolicyState.Planning;
import io.systole.actors.policy.wire.TransitionSummary;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.policy.graph.TransitionGraph;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Decides when a plan is made, and what becomes of one that is there. */
final class WhenToPlan {
    /** A plan that was overtaken by events is thrown away so often; the next one is carried out all the same. */
    private static final int SUPERSEDED_MAX = 3;

    private static final Duration FAULT_PAUSE = Duration.ofSeconds(10);

    /**
     * A node that joins is waited for so long, as join-integration-timeout of the reference: nobody knows yet what its host
     * still runs from an earlier time, so that nothing may be started or promoted elsewhere before it has been asked.
     */
    private static final Duration JOINING_MAX = Duration.ofMinutes(3);

    private WhenToPlan() {}

    /** Plans if there is reason to and nothing stands against it. */
    static void next(Draft draft, Instant at, TransitionRun run, List<PolicyEffect> effects) {
        Cib cib = draft.cib;
        if (draft.reasons.isEmpty() || cib == null || !draft.toState().mayAct()) {
            return;
        }
        if (draft.planning != null) {
            return;
        }
        Duration delay = ExecutionOptions.of(cib).transitionDelay();
        Instant joined = whenAllJoined(draft, cib);
        boolean joins = at.isBefore(joined);
        Instant folded = earliest(draft, delay, at);
        Instant due = joins && joined.isAfter(folded) ? joined : folded;
        boolean waits = at.isBefore(due);
        if (draft.transition.isRunning() && (!waits || joins || !delay.isZero())) {
            run.take(new TransitionEvent.Aborted(draft.reasons.get(0)));
        }
        if (waits) {
            effects.add(new PolicyEffect.WakeForRecheck(draft.reasons.get(0), Duration.between(at, due)));
        } else if (!draft.transition.isRunning()) {
            begin(draft, cib, at, 0, effects);
        }
    }

    /**
     * When nobody is waited for any more who only joins; the past when nobody joins. A member that the CIB does not show as
     * one still joins: a plan from that CIB would take it for down, and what its host runs for free to begin elsewhere.
     */
    private static Instant whenAllJoined(Draft draft, Cib cib) {
        MembershipView view = draft.view;
        if (view == null) {
            return Instant.EPOCH;
        }
        return view.nodes().stream()
                .filter(node -> node.standing() == Standing.PENDING
                        || (node.standing().online() && !CibDelta.showsMember(cib, node.name())))
                .map(node -> node.since().plus(JOINING_MAX))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /**
     * The delay counts from the first reason, so that a stream of changes holds nothing up for ever. What runs begins
     * nothing more meanwhile, since it was planned from what is no longer so.
     */
    private static Instant earliest(Draft draft, Duration delay, Instant at) {
        Instant before = draft.delayedUntil;
        Instant delayed = before == null || before.isAfter(at.plus(delay)) ? at.plus(delay) : before;
        draft.delayedUntil = delayed;
        Instant held = draft.attributes.heldUntil(at);
        Instant folded = delayed.isAfter(held) ? delayed : held;
        return folded.isAfter(draft.notBefore) ? folded : draft.notBefore;
    }

    private static void begin(Draft draft, Cib cib, Instant at, int superseded, List<PolicyEffect> effects) {
        int request = draft.nextRequest();
        Adoption.adopt(draft, cib);
        String reason = String.join("; ", draft.reasons.subList(0, Math.min(3, draft.reasons.size())));
        draft.planning = new Planning(request, reason, at, superseded, cib, draft.view);
        draft.reasons.clear();
        draft.attributes = draft.attributes.planned(at);
        draft.delayedUntil = null;
        effects.add(new PolicyEffect.ComputePlan(request, cib, at));
    }

    /** What the plan saw as under way. */
    private static SortedSet<ActionRef> granted(Draft draft, Cib planned) {
        String dc = draft.toState().dc();
        var refs = new TreeSet<ActionRef>();
        for (Underway.Pending pending : Underway.in(planned)) {
            ActionRef adopted = draft.adopted.get(pending.key().toString());
            if (adopted != null) {
                refs.add(adopted);
            } else if (pending.key().dc().equals(dc)) {
                refs.add(new ActionRef(pending.key().transition(), pending.key().action()));
            }
        }
        return refs;
    }

    static void onMade(Draft draft, PlanMade event, TransitionRun run, List<PolicyEffect> effects) {
        Planning planning = draft.planning;
        Cib cib = draft.cib;
        if (planning == null || planning.request() != event.request() || cib == null) {
            return;
        }
        draft.planning = null;
        draft.planFault = null;
        if (!draft.toState().mayAct() || event.at().isBefore(whenAllJoined(draft, planning.cib()))) {
            draft.because(planning.reason());
            return;
        }
        boolean held = event.at().isBefore(draft.attributes.heldUntil(event.at()));
        if (!draft.reasons.isEmpty() && !held && planning.superseded() < SUPERSEDED_MAX) {
            begin(draft, cib, event.at(), planning.superseded() + 1, effects);
            return;
        }
        start(draft, planning, cib, event, run, effects);
    }

    private static void start(
            Draft draft, Planning planning, Cib cib, PlanMade event, TransitionRun run, List<PolicyEffect> effects) {
        TransitionGraph graph = event.plan().graph();
        ExecutionOptions options = ExecutionOptions.of(cib);
        recheck(draft, graph, options, event.at(), effects);
        if (graph.isEmpty()) {
            return;
        }
        draft.guard = draft.guard.planned(graph, event.at());
        draft.notBefore = event.at().plus(draft.guard.pause());
        draft.number++;
        draft.plannedFor = planning.view();
        draft.current = new TransitionSummary(
                draft.number,
                planning.reason(),
                TransitionSummary.RUNNING,
                event.plan().summary(),
                List.of(),
                event.at(),
                event.took(),
                Duration.ZERO);
        keep(PlanInput.Series.of(event.plan().summary()), draft, planning, draft.number, effects);
        effects.add(new PolicyEffect.Tell(News.TRANSITION_STARTED, draft.current, planning.reason()));
        if (draft.guard.isLooping()) {
            String text = "the same plan for the " + draft.guard.repeats() + ". time; next one not before "
                    + draft.guard.pause().toSeconds() + " s";
            effects.add(new PolicyEffect.Tell(News.PLAN_REPEATS, draft.current, text));
        }
        var held = new TreeSet<NodeName>();
        draft.troubles.forEach((node, trouble) -> {
            if (trouble.notBefore().isAfter(event.at())) {
                held.add(node);
            }
        });
        run.take(new TransitionEvent.TransitionStarted(
                draft.number,
                graph,
                options.limits(draft.setup.operationsPerNode()),
                RelatedResources.of(cib.configuration()),
                options.clusterDelay(),
                held,
                granted(draft, planning.cib())));
    }

    private static void keep(
            PlanInput.Series series, Draft draft, Planning planning, int number, List<PolicyEffect> effects) {
        int max = ExecutionOptions.seriesMax(planning.cib(), series);
        if (max != 0) {
            effects.add(new PolicyEffect.KeepInput(new PlanInput(
                    series, max, draft.toState().term(), number, planning.since(), planning.reason(), planning.cib())));
        }
    }

    /** The plan says when it could change by itself; cluster-recheck-interval is the upper bound. */
    private static void recheck(
            Draft draft, TransitionGraph graph, ExecutionOptions options, Instant at, List<PolicyEffect> effects) {
        Instant by = options.recheckInterval().isZero() ? null : at.plus(options.recheckInterval());
        String earlier = graph.settings().get("recheck-by");
        if (earlier != null && earlier.chars().allMatch(Character::isDigit)) {
            Instant then = Instant.ofEpochSecond(Long.parseLong(earlier));
            Instant soonest = at.plusSeconds(1);
            then = then.isBefore(soonest) ? soonest : then;
            by = by == null || then.isBefore(by) ? then : by;
        }
        draft.recheckBy = by;
        if (by != null) {
            effects.add(new PolicyEffect.WakeForRecheck("time has passed", Duration.between(at, by)));
        }
    }

    static void onFailed(Draft draft, PlanFailed event, List<PolicyEffect> effects) {
        Planning planning = draft.planning;
        if (planning == null || planning.request() != event.request()) {
            return;
        }
        draft.planning = null;
        draft.planFault = event.why();
        draft.notBefore = event.at().plus(FAULT_PAUSE);
        draft.because(planning.reason());
        keep(PlanInput.Series.ERROR, draft, planning, 0, effects);
        effects.add(new PolicyEffect.Tell(News.PLAN_FAILED, null, event.why()));
    }
}
