package io.systole;

import io.systole.agents.AgentAnswer;
import io.systole.agents.AgentContext;
import io.systole.agents.AgentProfile;
import io.systole.agents.ResourceAgent;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** An agent that a test puts into a jar. */
public final class PluggedAgent implements ResourceAgent {
    private final AtomicBoolean runs = new AtomicBoolean();

    @Override
    public AgentProfile profile() {
        return AgentProfile.of("plug", "Plugged").describedAs("Comes from a plugin");
    }

    @Override
    public CompletionStage<AgentAnswer> start(AgentContext context) {
        runs.set(true);
        context.setAttribute(
                "plugged-by", getClass().getClassLoader().getClass().getSimpleName());
        return AgentAnswer.done().stage();
    }

    @Override
    public CompletionStage<AgentAnswer> stop(AgentContext context) {
        runs.set(false);
        return AgentAnswer.done().stage();
    }

    @Override
    public CompletionStage<AgentAnswer> monitor(AgentContext context) {
        return runs.get()
                ? AgentAnswer.done().stage()
                : AgentAnswer.notRunning().stage();
    }
}
