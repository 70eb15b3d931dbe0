package io.systole.actors.cib.core;

import java.util.List;

/** What the core answers: the next state, and the effects to run in this order. */
public record Step(CibState state, List<CibEffect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
