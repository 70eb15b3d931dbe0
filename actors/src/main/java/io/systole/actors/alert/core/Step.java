package io.systole.actors.alert.core;

import java.util.List;

/** The state after an event, and what to do now, in this order. */
public record Step(AlertState state, List<AlertEffect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
