package io.systole.examples.counter;

import io.systole.agents.AgentAction;
import io.systole.agents.AgentAnswer;
import io.systole.agents.AgentContext;
import io.systole.agents.AgentNotice;
import io.systole.agents.AgentParameter;
import io.systole.agents.AgentProfile;
import io.systole.agents.ResourceAgent;
import io.systole.examples.counter.CounterPage.Role;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The resource {@code ocf:example:Counter}: what the cluster wants of this copy is what its page does. */
final class CounterAgent implements ResourceAgent {
    static final AgentParameter<String> GREETING = AgentParameter.text("greeting", "what the primary says")
            .byDefault("Hello")
            .reloadable();
    private static final Duration SHORT = Duration.ofSeconds(10);
    /** The primary would rather stay it. */
    private static final int PRIMARY = 100;

    private static final int OTHER = 10;

    private final CounterPage page;

    CounterAgent(CounterPage page) {
        this.page = page;
    }

    @Override
    public AgentProfile profile() {
        return AgentProfile.of("example", "Counter")
                .describedAs("Counts requests, on one node at a time")
                .with(GREETING)
                .promotable()
                .supporting(AgentAction.NOTIFY, SHORT)
                .supporting(AgentAction.RELOAD_AGENT, SHORT);
    }

    @Override
    public CompletionStage<AgentAnswer> start(AgentContext context) {
        page.greet(context.get(GREETING));
        page.become(Role.UNPROMOTED);
        context.promotionScore(OTHER);
        return AgentAnswer.done().stage();
    }

    @Override
    public CompletionStage<AgentAnswer> stop(AgentContext context) {
        page.become(Role.STOPPED);
        context.noPromotionScore();
        return AgentAnswer.done().stage();
    }

    @Override
    public CompletionStage<AgentAnswer> monitor(AgentContext context) {
        return switch (page.role()) {
            case STOPPED -> AgentAnswer.notRunning().stage();
            case UNPROMOTED -> AgentAnswer.done().stage();
            case PROMOTED -> AgentAnswer.promoted().stage();
        };
    }

    @Override
    public CompletionStage<AgentAnswer> promote(AgentContext context) {
        page.become(Role.PROMOTED);
        context.promotionScore(PRIMARY);
        return AgentAnswer.done().stage();
    }

    @Override
    public CompletionStage<AgentAnswer> demote(AgentContext context) {
        page.become(Role.UNPROMOTED);
        context.promotionScore(OTHER);
        return AgentAnswer.done().stage();
    }

    @Override
    public CompletionStage<AgentAnswer> notice(AgentContext context) {
        context.notice()
                .filter(notice -> notice.phase() == AgentNotice.Phase.POST)
                .ifPresent(notice -> page.primaryIs(
                        notice.promotedAfterwards().stream().findFirst().orElse("")));
        return AgentAnswer.done().stage();
    }

    @Override
    public CompletionStage<AgentAnswer> reload(AgentContext context) {
        page.greet(context.get(GREETING));
        return AgentAnswer.done().stage();
    }

    /** The others have cut this node off: another copy is the primary now. */
    @Override
    public void nodeEnded(String node) {
        page.become(Role.STOPPED);
        page.primaryIs("");
    }
}
