package io.systole.actors.policy;

import io.systole.actors.policy.core.PolicyEffect;
import io.systole.actors.policy.wire.TransitionSummary;
import io.systole.event.EventCode;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes what the policy does into the log, one line an event, and tells of transitions that have ended. */
final class PolicyNews {
    private final Logger log;
    private final Consumer<TransitionSummary> ended;

    /**
     * @param ended is told of each transition that has ended
     */
    PolicyNews(Logger log, Consumer<TransitionSummary> ended) {
        this.log = log;
        this.ended = ended;
    }

    void tell(PolicyEffect.Tell effect) {
        switch (effect.news()) {
            case TRANSITION_STARTED -> {
                line(log.atInfo(), EventCode.TRANSITION_STARTED, effect).log("transition started");
                TransitionSummary transition = effect.transition();
                if (transition != null) {
                    transition.summary().forEach(text -> log.info("transition {}: {}", transition.number(), text));
                }
            }
            case TRANSITION_ENDED -> ended(effect);
            // The Fencer has logged it with its code, on the node that led it.
            case FENCING_FAILED ->
                log.atInfo().addKeyValue("text", effect.text()).log("a fencing that failed is tried again");
            case PLAN_FAILED ->
                line(log.atError(), EventCode.PLAN_FAILED, effect).log("the planner failed");
            case PLAN_REPEATS ->
                line(log.atWarn(), EventCode.PLAN_REPEATS, effect).log("the same plan again and again");
            case PAUSED -> log.atWarn().addKeyValue("text", effect.text()).log("the DC was paused");
            case DEPOSED ->
                line(log.atError(), EventCode.DC_REPLACED, effect)
                        .log("another node is the DC, nothing is done here any more");
        }
    }

    private void ended(PolicyEffect.Tell effect) {
        TransitionSummary transition = effect.transition();
        if (transition != null) {
            ended.accept(transition);
        }
        if (effect.text().startsWith("complete")) {
            line(log.atInfo(), EventCode.TRANSITION_COMPLETE, effect).log("transition complete");
        } else if (effect.text().startsWith("aborted")) {
            line(log.atInfo(), EventCode.TRANSITION_ABORTED, effect).log("transition aborted");
        } else {
            line(log.atWarn(), EventCode.TRANSITION_FAILED, effect).log("transition failed");
        }
    }

    private static LoggingEventBuilder line(LoggingEventBuilder line, EventCode code, PolicyEffect.Tell effect) {
        TransitionSummary transition = effect.transition();
        LoggingEventBuilder coded = line.addKeyValue("code", code);
        LoggingEventBuilder numbered =
                transition == null ? coded : coded.addKeyValue("transition", transition.number());
        return numbered.addKeyValue("text", effect.text());
    }
}
