package io.systole.actors.policy.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;

/** The last transitions, oldest first. */
public record Transitions(List<TransitionSummary> transitions) implements WireMessage {
    public Transitions {
        transitions = List.copyOf(transitions);
    }
}
