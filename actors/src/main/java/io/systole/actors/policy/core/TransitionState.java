package io.systole.actors.policy.core;

import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is carried out at the moment.
 *
 * @param stragglers what earlier transitions sent, and has no result yet
 * @param doubtful what was sent to nodes that were lost before they answered, and may have made something run there that the
 *     CIB does not show
 */
public record TransitionState(@Nullable RunningTransition running, List<InFlight> stragglers, List<InFlight> doubtful) {
    public TransitionState {
        stragglers = List.copyOf(stragglers);
        doubtful = List.copyOf(doubtful);
    }

    public static TransitionState idle() {
        return new TransitionState(null, List.of(), List.of());
    }

    public boolean isRunning() {
        return running != null;
    }

    public int done() {
        return running == null ? 0 : running.confirmed().count();
    }

    public int total() {
        return running == null ? 0 : running.net().size();
    }

    /** All that was sent and has no result, oldest first. */
    public List<InFlight> inFlight() {
        var all = new ArrayList<>(stragglers);
        if (running != null) {
            all.addAll(running.inFlight());
        }
        return all;
    }

    /** Whether nothing runs but fencings, so that all else waits for them. */
    public boolean waitsForFencing() {
        var sent = inFlight();
        boolean held = running != null && !running.fencingHeld().isEmpty();
        return running != null && (held || !sent.isEmpty()) && sent.stream().allMatch(InFlight::isFencing);
    }

    /** How the action stands: waiting, in flight, done or failed; null for one that is not of the running transition. */
    public @Nullable String phaseOf(ActionRef ref) {
        if (running == null || ref.transition() != running.number()) {
            return null;
        }
        int rank = running.net().rankOf(ref.action());
        return rank < 0 ? null : running.phase(rank);
    }

    TransitionState withStraggler(InFlight left) {
        var more = new ArrayList<>(stragglers);
        more.add(left);
        return new TransitionState(running, more, doubtful);
    }

    TransitionState withRunning(@Nullable RunningTransition changed) {
        return new TransitionState(changed, stragglers, doubtful);
    }

    TransitionState withStragglers(List<InFlight> changed) {
        return new TransitionState(running, changed, doubtful);
    }

    TransitionState withoutStragglersOn(NodeName node) {
        return withStragglers(stragglers.stream()
                .filter(left -> left.isFencing() || !left.isOn(node))
                .toList());
    }

    TransitionState without(InFlight straggler) {
        return withStragglers(
                stragglers.stream().filter(left -> !left.equals(straggler)).toList());
    }

    /** Nobody will tell any more what became of what was sent to the node. */
    TransitionState withDoubtsAbout(NodeName node) {
        var all = new ArrayList<>(doubtful);
        inFlight().stream().filter(sent -> sent.isOn(node) && sent.mayMakeRun()).forEach(all::add);
        return new TransitionState(running, stragglers, all);
    }

    /** It is known what the node runs, or that it runs nothing. */
    TransitionState withoutDoubtsAbout(NodeName node) {
        return new TransitionState(
                running,
                stragglers,
                doubtful.stream()
                        .filter(sent ->
                                !sent.isOn(node) && !node.equals(sent.action().onNode()))
                        .toList());
    }

    /** The nodes of which it is not known whether they did what they had been sent. */
    SortedSet<NodeName> doubted() {
        var nodes = new TreeSet<NodeName>();
        for (InFlight sent : doubtful) {
            NodeName node = InFlight.executor(sent.action());
            if (node != null) {
                nodes.add(node);
            }
        }
        return nodes;
    }
}
