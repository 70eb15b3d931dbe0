package io.systole.actors.policy;

import io.systole.actors.policy.core.PolicyEffect;
import io.systole.actors.policy.wire.TransitionSummary;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes what the policy does into the log, one line an event. */
final class PolicyNews {
    private final Logger log;

    PolicyNews(Logger log) {
        this.log = log;
    }

    void tell(PolicyEffect.Tell effect) {
        switch (effect.news()) {
            case TRANSITION_STARTED -> {
                line(log.atInfo(), effect).log("transition started");
                TransitionSummary transition = effect.transition();
                if (transition != null) {
                    transition.summary().forEach(text -> log.info("transition {}: {}", transition.number(), text));
                }
            }
            case TRANSITION_ENDED -> line(log.atInfo(), effect).log("transition ended");
            case FENCING_FAILED -> line(log.atError(), effect).log("fencing failed");
            case PLAN_FAILED -> line(log.atError(), effect).log("the planner failed");
            case PLAN_REPEATS -> line(log.atWarn(), effect).log("the same plan again and again");
            case PAUSED -> line(log.atWarn(), effect).log("the DC was paused");
            case DEPOSED -> line(log.atError(), effect).log("another node is the DC, nothing is done here any more");
        }
    }

    private static LoggingEventBuilder line(LoggingEventBuilder line, PolicyEffect.Tell effect) {
        TransitionSummary transition = effect.transition();
        LoggingEventBuilder numbered = transition == null ? line : line.addKeyValue("transition", transition.number());
        return numbered.addKeyValue("text", effect.text());
    }
}
