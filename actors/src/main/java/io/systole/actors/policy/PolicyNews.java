package io.systole.actors.policy;

import io.systole.actors.policy.core.PolicyEffect;
import io.systole.actors.policy.core.PolicyState;
import io.systole.actors.policy.core.Step;
import io.systole.actors.policy.core.TransitionProgress;
import io.systole.actors.policy.wire.TransitionSummary;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.event.EventCode;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes what the policy does into the log, one line an event, and tells of transitions: all that becomes of them, and each
 * as a whole when it starts and when it has ended.
 */
final class PolicyNews {
    private final Logger log;
    private final Consumer<Object> events;
    private final boolean forAll;

    /**
     * @param events is told of transitions: a {@link TransitionSummary} of each when it starts and when it has ended, and
     *     all that becomes of them
     * @param forAll whether all members hear of it, or this node alone
     */
    PolicyNews(Logger log, Consumer<Object> events, boolean forAll) {
        this.log = log;
        this.events = events;
        this.forAll = forAll;
    }

    /** Tells what became of transitions in one step. */
    void follow(PolicyState before, Step<PolicyState, PolicyEffect> step, Instant at) {
        TransitionProgress.of(before, step, at)
                .forEach(news ->
                        events.accept(forAll ? new TransitionTeller.Told(news) : new TransitionTeller.Heard(news)));
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
                    events.accept(transition);
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
            events.accept(transition);
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
