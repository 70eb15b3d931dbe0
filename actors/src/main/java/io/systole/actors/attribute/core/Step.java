package io.systole.actors.attribute.core;

import java.util.List;

/** What a pure core answers: the next state, and the effects to run in this order. */
public record Step<S, E>(S state, List<E> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
