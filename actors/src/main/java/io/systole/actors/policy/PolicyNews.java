package io.systole.actors.policy;

import io.systole.actors.policy.core.PolicyEffect;
import io.systole.actors.policy.wire.TransitionSummary;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.event.EventCode;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes what the policy does into the log, one line an event, and tells of transitions that start and end. */
final class PolicyNews {
    private final Logger log;
    private final Consumer<TransitionSummary> told;

    /**
     * @param told is told of each transition when it starts, and again when it has ended
     */
    PolicyNews(Logger log, Consumer<TransitionSummary> told) {
        this.log = log;
        this.told = told;
    }

    /**
     * @param dc the last part of the transition keys that this DC gives
     */
    void tell(PolicyEffect.Tell effect, String dc) {
        switch (effect.news()) {
            case TRANSITION_STARTED -> {
                line(log.atInfo(), EventCode.TRANSITION_STARTED, effect, dc).log("transition started");
                TransitionSummary transition = effect.transition();
                if (transition != null) {
                    told.accept(transition);
                    String id = TransitionKey.transitionId(transition.number(), dc);
                    transition
                            .summary()
                            .forEach(text -> log.atInfo()
                                    .addKeyValue("transition", id)
                                    .addKeyValue("text", text)
                                    .log("planned"));
                }
            }
            case TRANSITION_ENDED -> ended(effect, dc);
            // The Fencer has logged it with its code, on the node that led it.
            case FENCING_FAILED ->
                log.atInfo().addKeyValue("text", effect.text()).log("a fencing that failed is tried again");
            case PLAN_FAILED ->
                line(log.atError(), EventCode.PLAN_FAILED, effect, dc).log("the planner failed");
            case PLAN_REPEATS ->
                line(log.atWarn(), EventCode.PLAN_REPEATS, effect, dc).log("the same plan again and again");
            case PAUSED -> log.atWarn().addKeyValue("text", effect.text()).log("the DC was paused");
            case DEPOSED ->
                line(log.atError(), EventCode.DC_REPLACED, effect, dc)
                        .log("another node is the DC, nothing is done here any more");
        }
    }

    private void ended(PolicyEffect.Tell effect, String dc) {
        TransitionSummary transition = effect.transition();
        if (transition != null) {
            told.accept(transition);
        }
        if (effect.text().startsWith("complete")) {
            line(log.atInfo(), EventCode.TRANSITION_COMPLETE, effect, dc).log("transition complete");
        } else if (effect.text().startsWith("aborted")) {
            line(log.atInfo(), EventCode.TRANSITION_ABORTED, effect, dc).log("transition aborted");
        } else {
            line(log.atWarn(), EventCode.TRANSITION_FAILED, effect, dc).log("transition failed");
        }
    }

    private static LoggingEventBuilder line(
            LoggingEventBuilder line, EventCode code, PolicyEffect.Tell effect, String dc) {
        TransitionSummary transition = effect.transition();
        LoggingEventBuilder coded = line.addKeyValue("code", code);
        LoggingEventBuilder numbered = transition == null
                ? coded
                : coded.addKeyValue("transition", TransitionKey.transitionId(transition.number(), dc));
        return numbered.addKeyValue("text", effect.text());
    }
}
