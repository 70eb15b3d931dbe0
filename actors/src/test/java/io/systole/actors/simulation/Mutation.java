package io.systole.actors.simulation;

import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.core.FencerCore;
import io.systole.actors.fencer.core.FencerEffect;
import io.systole.actors.fencer.core.FencerEvent;
import io.systole.actors.fencer.core.FencerState;
import io.systole.splitbrain.core.Step;
import io.systole.splitbrain.core.SurvivorCore;
import io.systole.splitbrain.core.SurvivorEffect;
import io.systole.splitbrain.core.SurvivorEvent;
import io.systole.splitbrain.core.SurvivorState;
import java.time.Duration;
import java.util.List;

/** Cores with a wrong decision in them, to prove that the judge sees it. */
enum Mutation {
    /** The cores as they are. */
    NONE(""),
    /** Who is to be fenced counts as fenced at once. */
    FENCER_BELIEVES("dead first"),
    /** Every side takes itself for quorate. */
    QUORUM_IGNORED("no quorum, no work"),
    /** A pause is not noticed by the survivor decision. */
    SLEEPER_GOES_ON("a sleeper does no harm");

    private final String rule;

    Mutation(String rule) {
        this.rule = rule;
    }

    /** How what it breaks begins. */
    String rule() {
        return rule;
    }

    Step<SurvivorState, SurvivorEffect> survive(SurvivorState state, SurvivorEvent event) {
        if (this == QUORUM_IGNORED && event instanceof SurvivorEvent.SettingsChanged changed) {
            var wrong = new SurvivorEvent.SettingsChanged(changed.settings().withIgnoreQuorum(true), event.at());
            return SurvivorCore.step(state, wrong);
        }
        if (this == SLEEPER_GOES_ON && event instanceof SurvivorEvent.Slept) {
            return SurvivorCore.step(state, new SurvivorEvent.TimePassed(event.at()));
        }
        return SurvivorCore.step(state, event);
    }

    io.systole.fencing.core.Step<FencerState, FencerEffect> fence(FencerState state, FencerEvent event) {
        if (this == FENCER_BELIEVES && event instanceof FencerEvent.Wanted wanted) {
            var request = wanted.request();
            var record = new FencingRecord(
                    request.key().target(),
                    request.key().incarnation(),
                    request.action(),
                    request.reason(),
                    request.requestedBy(),
                    wanted.at(),
                    new FencingOutcome.Fenced("d1", state.self(), wanted.at(), Duration.ZERO));
            return new io.systole.fencing.core.Step<>(
                    state, List.of(new FencerEffect.Publish(record), new FencerEffect.Answer(record)));
        }
        return FencerCore.step(state, event);
    }
}
