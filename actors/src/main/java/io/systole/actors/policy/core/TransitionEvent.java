package io.systole.actors.policy.core;

import io.systole.cib.NodeName;
import io.systole.policy.graph.TransitionGraph;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the execution of a transition hears of. */
public sealed interface TransitionEvent {

    /**
     * A plan is to be carried out; whatever ran before was ended.
     *
     * @param clusterDelay what an operation may take on top of its timeout before its silence counts as failure
     * @param granted what of earlier transitions the plan saw as under way, and so took its success for granted
     * @param fencingHeld nodes that are not fenced before {@link FencingReleased}: the last try failed
     */
    record TransitionStarted(
            int number,
            TransitionGraph graph,
            Limits limits,
            RelatedResources related,
            Duration clusterDelay,
            SortedSet<NodeName> fencingHeld,
            SortedSet<ActionRef> granted)
            implements TransitionEvent {
        public TransitionStarted {
            granted = Collections.unmodifiableSortedSet(new TreeSet<>(granted));
            fencingHeld = Collections.unmodifiableSortedSet(new TreeSet<>(fencingHeld));
        }
    }

    record ActionFinished(ActionRef ref, ActionResult result) implements TransitionEvent {}

    /** A fencing of that node ended, whoever had asked for it; failure is empty if it is confirmed. */
    record FencingFinished(NodeName target, String action, String failure) implements TransitionEvent {}

    record FencingReleased(NodeName target) implements TransitionEvent {}

    /** The node is no member any more: nothing more is heard of what runs there. What it was in the middle of has failed. */
    record NodeLost(NodeName node) implements TransitionEvent {}

    /**
     * It is known again what runs on a node that was lost.
     *
     * @param down it runs nothing; else the plan that runs does not know yet what it does
     */
    record NodeKnown(NodeName node, boolean down) implements TransitionEvent {}

    /** Something happened that the plan did not know of. */
    record Aborted(String reason) implements TransitionEvent {}

    /** This node is not sure that it is still the DC: the transition ends, whatever it owes. */
    record Suspended(String reason) implements TransitionEvent {}

    /** No result within timeout and cluster-delay. */
    record PatienceEnded(ActionRef ref) implements TransitionEvent {}
}
