package io.systole.actors.policy.core;

import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is carried out at the moment.
 *
 * @param stragglers what earlier transitions sent, and has no result yet
 */
public record TransitionState(@Nullable RunningTransition running, List<InFlight> stragglers) {
    public TransitionState {
        stragglers = List.copyOf(stragglers);
    }

    public static TransitionState idle() {
        return new TransitionState(null, List.of());
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
        return new TransitionState(running, more);
    }

    TransitionState withRunning(@Nullable RunningTransition changed) {
        return new TransitionState(changed, stragglers);
    }

    TransitionState withoutStragglersOn(NodeName node) {
        return new TransitionState(
                running,
                stragglers.stream()
                        .filter(left -> left.isFencing() || !left.isOn(node))
                        .toList());
    }

    TransitionState without(InFlight straggler) {
        return new TransitionState(
                running,
                stragglers.stream().filter(left -> !left.equals(straggler)).toList());
    }
}
