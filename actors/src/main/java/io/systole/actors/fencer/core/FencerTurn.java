package io.systole.actors.fencer.core;

import io.systole.fencing.core.Step;
import java.util.ArrayList;
import java.util.List;

/** One event's way through the core: the state as it is by now, and the effects so far. Lives for one step only. */
final class FencerTurn {
    private FencerState state;
    private final List<FencerEffect> effects = new ArrayList<>();

    FencerTurn(FencerState state) {
        this.state = state;
    }

    FencerState state() {
        return state;
    }

    void state(FencerState next) {
        state = next;
    }

    void effect(FencerEffect effect) {
        effects.add(effect);
    }

    Step<FencerState, FencerEffect> end() {
        return new Step<>(state, effects);
    }
}
