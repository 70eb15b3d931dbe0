package io.systole.actors.policy.core;

import io.systole.cib.NodeName;
import io.systole.policy.graph.GraphAction;
import java.time.Duration;
import java.util.List;

/** Sends every action of the running transition that is ready and may run now, the more urgent first. */
final class Firing {
    private static final long TIMEOUT_DEFAULT_MS = 20_000;

    private Firing() {}

    static TransitionState fire(TransitionState state, List<TransitionEffect> effects) {
        RunningTransition running = state.running();
        if (running == null) {
            return state;
        }
        Load load = new Load(running.limits());
        state.inFlight().forEach(load::add);
        boolean again = true;
        while (again) {
            again = false;
            for (int rank = running.ready().next(0);
                    rank >= 0;
                    rank = running.ready().next(rank + 1)) {
                if (may(state, running, load, running.net().at(rank))) {
                    load.add(new InFlight(running.ref(rank), running.net().at(rank)));
                    running = start(state, running, rank, effects);
                    again = true;
                }
            }
        }
        return state.withRunning(running);
    }

    private static RunningTransition start(
            TransitionState state, RunningTransition running, int rank, List<TransitionEffect> effects) {
        GraphAction action = running.net().at(rank);
        ActionRef ref = running.ref(rank);
        RunningTransition next = running.start(rank);
        NodeName node = action.onNode();
        if (action.kind() == GraphAction.Kind.PSEUDO_EVENT) {
            effects.add(new TransitionEffect.PseudoDone(ref, action));
            return next.confirm(rank);
        }
        if (InFlight.isFencing(action) && node != null) {
            String what = InFlight.fencingAction(action);
            if (!isAskedFor(state, node, what)) {
                effects.add(new TransitionEffect.RequestFencing(ref, action, node, what));
            }
            return next;
        }
        NodeName executor = InFlight.executor(action);
        Duration patience = timeoutOf(action).plus(running.clusterDelay());
        if (action.kind() == GraphAction.Kind.RESOURCE_OP && executor != null) {
            effects.add(new TransitionEffect.SendOperation(ref, action, executor, patience));
        } else {
            effects.add(new TransitionEffect.RunClusterAction(ref, action, patience));
        }
        return next;
    }

    /** Whether an earlier transition's fencing of the node still runs: its answer will do for this one. */
    private static boolean isAskedFor(TransitionState state, NodeName node, String fencingAction) {
        return state.stragglers().stream()
                .anyMatch(left -> left.isFencing()
                        && node.equals(left.action().onNode())
                        && InFlight.fencingAction(left.action()).equals(fencingAction));
    }

    private static boolean may(TransitionState state, RunningTransition running, Load load, GraphAction action) {
        if (action.kind() == GraphAction.Kind.PSEUDO_EVENT) {
            return true;
        }
        if (!running.abort().isEmpty() && action.priority() < RunningTransition.INFINITY) {
            return false;
        }
        if (InFlight.isFencing(action)) {
            return action.onNode() == null || !running.fencingHeld().contains(action.onNode());
        }
        return load.leavesRoomFor(action) && !isHeldUp(state, running, action);
    }

    /**
     * A node is let go only when it is known what it runs: its probes are no inputs of its shutdown in the graph, neither
     * with the reference.
     */
    private static boolean isHeldUp(TransitionState state, RunningTransition running, GraphAction action) {
        NodeName node = action.operation().equals("do_shutdown") ? action.onNode() : null;
        if (node != null && running.awaitsProbeOn(node)) {
            return true;
        }
        if (action.operation().equals("promote") && isBeingProbed(running, action)) {
            return true;
        }
        if (state.doubtful().stream().anyMatch(sent -> mayBeDoneThere(sent, action))) {
            return true;
        }
        for (InFlight straggler : state.stragglers()) {
            if (!straggler.isOperation()) {
                continue;
            }
            boolean shutsDown = node != null && straggler.isOn(node);
            if (shutsDown || related(running, action, straggler.action())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a node has yet to say what of the resource it runs: one that came back without having been fenced may have it
     * promoted. The reference orders starts after such probes, and promotions of what runs already after none. Only probes
     * that can run by themselves count, as others may wait for the promotion.
     */
    private static boolean isBeingProbed(RunningTransition running, GraphAction promotion) {
        Marks open = running.ready()
                .and(running.started())
                .except(running.confirmed().and(running.failed()));
        for (int rank = open.next(0); rank >= 0; rank = open.next(rank + 1)) {
            GraphAction action = running.net().at(rank);
            boolean probes = action.operation().equals("monitor") && action.intervalMs() == 0;
            if (probes && isSameResource(action, promotion)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a node that was lost may have been made to do the same. Instances of an anonymous clone are started everywhere,
     * so that none waits for another.
     */
    private static boolean mayBeDoneThere(InFlight sent, GraphAction action) {
        NodeName node = action.onNode();
        if (!InFlight.makesRun(action)
                || node == null
                || node.equals(sent.action().onNode())) {
            return false;
        }
        if (action.operation().equals("promote")) {
            return sent.action().operation().equals("promote") && isSameResource(sent.action(), action);
        }
        return action.resource() != null
                && action.resource().longId() == null
                && sent.action().resource() != null
                && sent.action().resource().id().equals(action.resource().id());
    }

    /** All instances of a clone are one. */
    private static boolean isSameResource(GraphAction one, GraphAction other) {
        return one.resource() != null
                && other.resource() != null
                && RelatedResources.base(one.resource().id())
                        .equals(RelatedResources.base(other.resource().id()));
    }

    private static boolean related(RunningTransition running, GraphAction one, GraphAction other) {
        return one.resource() != null
                && other.resource() != null
                && running.related()
                        .related(one.resource().id(), other.resource().id());
    }

    private static Duration timeoutOf(GraphAction action) {
        String text = action.meta("timeout");
        try {
            return Duration.ofMillis(text == null ? TIMEOUT_DEFAULT_MS : Long.parseLong(text));
        } catch (NumberFormatException unreadable) {
            return Duration.ofMillis(TIMEOUT_DEFAULT_MS);
        }
    }
}
