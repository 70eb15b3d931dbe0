package io.systole.runtime.agents;

import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.cib.Cib;
import io.systole.cib.Template;
import io.systole.cib.xml.CibReading;
import io.systole.policy.verify.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks this host's agents about the resources of a CIB, all at once and for a bounded time; and looks for alert agents. */
public final class AgentQuestions {
    private AgentQuestions() {}

    /**
     * What is at fault with the parameters, and with the programs of alerts; agents that are slower than allowed are named as such. Waits.
     *
     * @param patience for all agents together
     */
    public static List<Finding> check(CibReading reading, AgentCatalog catalog, Duration patience) {
        var cib = reading.cib();
        return cib == null
                ? List.of()
                : findings(reading, answers(ParameterCheck.agentsOf(cib, resource -> true), catalog, patience));
    }

    private static List<Finding> findings(CibReading reading, SortedMap<String, AgentMetadataAnswer> answers) {
        return Stream.concat(ParameterCheck.of(reading, answers).stream(), AlertPrograms.of(reading).stream())
                .toList();
    }

    /**
     * What a change puts at fault with the parameters. Only agents of resources that it adds or alters are asked; what was at
     * fault before is not told again. Waits.
     *
     * @param patience for all agents together
     */
    public static List<Finding> checkChange(Cib before, Cib after, AgentCatalog catalog, Duration patience) {
        // Any resource may be made of a template that is another now.
        var resources = Set.copyOf(before.configuration().resources());
        var templates = !templates(before).equals(templates(after));
        var agents = ParameterCheck.agentsOf(after, resource -> templates || !resources.contains(resource));
        var answers = answers(agents, catalog, patience);
        var known = findings(reading(before), answers);
        return findings(reading(after), answers).stream()
                .filter(finding -> !known.contains(finding))
                .toList();
    }

    private static CibReading reading(Cib cib) {
        return new CibReading(cib, List.of(), new TreeMap<>());
    }

    private static Set<Template> templates(Cib cib) {
        return cib.configuration().resources().stream()
                .filter(Template.class::isInstance)
                .map(Template.class::cast)
                .collect(Collectors.toSet());
    }

    private static SortedMap<String, AgentMetadataAnswer> answers(
            SortedMap<String, AgentId> agents, AgentCatalog catalog, Duration patience) {
        var asked = new TreeMap<String, CompletableFuture<AgentMetadataAnswer>>();
        for (var entry : agents.entrySet()) {
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
        return answers;
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
