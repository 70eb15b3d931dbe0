package io.systole.runtime.agents;

import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.cib.xml.CibReading;
import io.systole.policy.verify.Finding;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks this host's agents about the resources of a CIB, all at once and for a bounded time. */
public final class AgentQuestions {
    private AgentQuestions() {}

    /**
     * What is at fault with the parameters; agents that are slower than allowed are named as such. Waits.
     *
     * @param patience for all agents together
     */
    public static List<Finding> check(CibReading reading, AgentCatalog catalog, Duration patience) {
        var cib = reading.cib();
        if (cib == null) {
            return List.of();
        }
        var asked = new TreeMap<String, CompletableFuture<AgentMetadataAnswer>>();
        for (var entry : ParameterCheck.agentsOf(cib).entrySet()) {
            var agent = entry.getValue();
            if (AgentId.CLASSES.contains(agent.agentClass()) && !isTold(agent)) {
                asked.put(
                        entry.getKey(),
                        catalog.metadata(agent)
                                .toCompletableFuture()
                                .completeOnTimeout(
                                        new AgentMetadataAnswer.Unknown(
                                                "no answer within " + patience.toSeconds() + " s"),
                                        patience.toMillis(),
                                        TimeUnit.MILLISECONDS));
            }
        }
        var answers = new TreeMap<String, AgentMetadataAnswer>();
        asked.forEach((name, answer) -> answers.put(name, answer.join()));
        return ParameterCheck.of(reading, answers);
    }

    /** Agents that are part of Systole have no metadata, and remote nodes no agent. */
    private static boolean isTold(AgentId agent) {
        var builtIn = agent.agentClass().equals(AgentId.STONITH) && FenceDescriptions.isBuiltIn(agent.type());
        var remote = agent.agentClass().equals(AgentId.OCF)
                && agent.provider().equals("pacemaker")
                && agent.type().equals("remote");
        return builtIn || remote;
    }
}
