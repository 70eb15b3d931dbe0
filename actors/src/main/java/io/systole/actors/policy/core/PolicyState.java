package io.systole.actors.policy.core;

import io.systole.actors.policy.wire.TransitionSummary;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that the policy knows.
 *
 * @param reasons why to plan, since the last plan began
 * @param planning the plan that is being made
 * @param number of the last transition
 * @param plannedFor the membership for which the last plan that was carried out was made
 * @param current what is told of the running transition
 * @param recheckBy when the last plan could change by itself
 * @param troubles nodes whose fencing failed
 * @param fenced fencings that are done, and that the CIB does not show yet
 * @param unsure nodes that have not yet said whether they know of a newer DC; null while this node knows that it is one
 * @param unshown orders that run on a node, and that the CIB does not show yet
 * @param adopted what an earlier DC ordered and still runs, by its transition key
 * @param attributes what changes of attributes have to do with the next plan
 * @param delayedUntil when the plan that there is reason for may be made (transition-delay); null before a reason came
 */
public record PolicyState(
        Setup setup,
        long term,
        @Nullable Cib cib,
        @Nullable MembershipView view,
        List<String> reasons,
        @Nullable Planning planning,
        int requests,
        TransitionState transition,
        int number,
        @Nullable MembershipView plannedFor,
        @Nullable TransitionSummary current,
        List<TransitionSummary> ended,
        @Nullable Instant recheckBy,
        SortedMap<NodeName, FencingTrouble> troubles,
        List<FencedNode> fenced,
        LoopGuard guard,
        Instant notBefore,
        boolean asleep,
        @Nullable SortedSet<NodeName> unsure,
        SortedMap<String, NodeName> unshown,
        SortedMap<String, ActionRef> adopted,
        boolean deposed,
        @Nullable String planFault,
        @Nullable Instant delayedUntil,
        AttributeNews attributes) {

    /**
     * What does not change.
     *
     * @param operationsPerNode stands in for node-action-limit 0
     * @param transitionsKept how many ended transitions are remembered
     */
    public record Setup(NodeName self, int operationsPerNode, int transitionsKept) {}

    /** A plan that is being made; superseded counts the plans before it that were overtaken by events. */
    record Planning(
            int request,
            String reason,
            Instant since,
            int superseded,
            Cib cib,
            @Nullable MembershipView view) {}

    /** A run of a node that the fencer says is dead, or that it has unfenced; then with what the node is to note of that. */
    record FencedNode(NodeName target, long incarnation, String action, SortedMap<String, String> marks) {
        FencedNode {
            marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
        }

        boolean isShownBy(Cib cib) {
            if (!marks.isEmpty()) {
                return Unfencing.shows(cib, target, marks);
            }
            return cib.status().nodeStates().stream()
                    .anyMatch(state -> target.equals(state.uname()) && CibDelta.isDown(state));
        }
    }

    public PolicyState {
        reasons = List.copyOf(reasons);
        ended = List.copyOf(ended);
        troubles = Collections.unmodifiableSortedMap(new TreeMap<>(troubles));
        fenced = List.copyOf(fenced);
        unshown = Collections.unmodifiableSortedMap(new TreeMap<>(unshown));
        adopted = Collections.unmodifiableSortedMap(new TreeMap<>(adopted));
        unsure = unsure == null ? null : Collections.unmodifiableSortedSet(new TreeSet<>(unsure));
    }

    public static PolicyState initial(Setup setup) {
        return new Draft(setup).toState();
    }

    /** The last part of the transition keys that this DC gives: no two terms share it. */
    public String dc() {
        return TransitionKey.dc(setup.self().value(), term);
    }

    public boolean isPaused() {
        return asleep;
    }

    public boolean isPlanning() {
        return planning != null;
    }

    /** Whether anything may be done at all. */
    public boolean mayAct() {
        boolean sure = unsure == null && unshown.isEmpty() && !deposed;
        return term > 0 && !asleep && sure && cib != null && view != null && view.mayAct();
    }

    /**
     * A node follows a newer term, and yet this side has quorum and this is where its DC is: the newer one was of a cluster
     * that is gone, or of a node that was thrown out. This one needs a term of its own above it, or nobody plans any more.
     */
    public boolean isDeposedInVain() {
        return deposed && !asleep && view != null && view.quorate() && view.mayAct();
    }

    /** The nodes that still have to say whether they know of a newer DC, or whose CIB does not show what they have begun. */
    public List<NodeName> unheard() {
        var nodes = new TreeSet<>(unshown.values());
        if (unsure != null) {
            nodes.addAll(unsure);
        }
        return List.copyOf(nodes);
    }

    Draft change() {
        return new Draft(this);
    }

    /** A state while one event is looked at. */
    static final class Draft {
        final Setup setup;
        long term;

        @Nullable
        Cib cib;

        @Nullable
        MembershipView view;

        final List<String> reasons = new ArrayList<>();

        @Nullable
        Planning planning;

        private int requests;
        TransitionState transition = TransitionState.idle();
        int number;

        @Nullable
        MembershipView plannedFor;

        @Nullable
        TransitionSummary current;

        final List<TransitionSummary> ended = new ArrayList<>();

        @Nullable
        Instant recheckBy;

        final SortedMap<NodeName, FencingTrouble> troubles = new TreeMap<>();
        final List<FencedNode> fenced = new ArrayList<>();
        LoopGuard guard = LoopGuard.fresh();
        Instant notBefore = Instant.EPOCH;
        boolean asleep;

        @Nullable
        SortedSet<NodeName> unsure;

        final SortedMap<String, NodeName> unshown = new TreeMap<>();
        final SortedMap<String, ActionRef> adopted = new TreeMap<>();
        boolean deposed;

        @Nullable
        String planFault;

        @Nullable
        Instant delayedUntil;

        AttributeNews attributes = AttributeNews.none();

        private Draft(Setup setup) {
            this.setup = setup;
        }

        private Draft(PolicyState state) {
            this(state.setup);
            term = state.term;
            cib = state.cib;
            view = state.view;
            reasons.addAll(state.reasons);
            planning = state.planning;
            requests = state.requests;
            transition = state.transition;
            number = state.number;
            plannedFor = state.plannedFor;
            current = state.current;
            ended.addAll(state.ended);
            recheckBy = state.recheckBy;
            troubles.putAll(state.troubles);
            fenced.addAll(state.fenced);
            guard = state.guard;
            notBefore = state.notBefore;
            asleep = state.asleep;
            unsure = state.unsure == null ? null : new TreeSet<>(state.unsure);
            unshown.putAll(state.unshown);
            adopted.putAll(state.adopted);
            deposed = state.deposed;
            planFault = state.planFault;
            delayedUntil = state.delayedUntil;
            attributes = state.attributes;
        }

        void because(String reason) {
            attributes = attributes.withReason(false);
            add(reason);
        }

        void becauseOfAttribute(String reason) {
            attributes = attributes.withReason(true);
            add(reason);
        }

        private void add(String reason) {
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
        }

        int nextRequest() {
            requests++;
            return requests;
        }

        void end(TransitionSummary summary) {
            ended.add(summary);
            while (ended.size() > setup.transitionsKept()) {
                ended.remove(0);
            }
            current = null;
        }

        Duration since(Instant started, Instant now) {
            return started.isAfter(now) ? Duration.ZERO : Duration.between(started, now);
        }

        PolicyState toState() {
            return new PolicyState(
                    setup,
                    term,
                    cib,
                    view,
                    reasons,
                    planning,
                    requests,
                    transition,
                    number,
                    plannedFor,
                    current,
                    ended,
                    recheckBy,
                    troubles,
                    fenced,
                    guard,
                    notBefore,
                    asleep,
                    unsure,
                    unshown,
                    adopted,
                    deposed,
                    planFault,
                    delayedUntil,
                    attributes);
        }
    }
}
