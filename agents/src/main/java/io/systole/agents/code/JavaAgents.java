package io.systole.agents.code;

import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadata;
import io.systole.agents.AgentProfile;
import io.systole.agents.ResourceAgent;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The agents in Java that a node has, by their names. One of them is used where a file of the same name is there, too. */
public final class JavaAgents {
    /** What all agents together get to end what they still run when the node has ended. */
    private static final long END_MS = 5000;

    private static final JavaAgents NONE = new JavaAgents(new TreeMap<>());

    private final SortedMap<String, Known> agents;

    /** An agent with what it said of itself when it was registered. */
    public record Known(ResourceAgent agent, AgentProfile profile) {}

    private JavaAgents(SortedMap<String, Known> agents) {
        this.agents = Collections.unmodifiableSortedMap(agents);
    }

    public static JavaAgents none() {
        return NONE;
    }

    /** These; two of one name, or one that cannot say what it is, are a fault of the program. */
    public static JavaAgents of(Collection<? extends ResourceAgent> agents) {
        var known = new TreeMap<String, Known>();
        for (var agent : agents) {
            var profile = agent.profile();
            var other = known.put(profile.id().toString(), new Known(agent, profile));
            if (other != null) {
                throw new IllegalArgumentException("two agents are called " + profile.id() + ": "
                        + other.agent().getClass().getName() + " and "
                        + agent.getClass().getName());
            }
        }
        return new JavaAgents(known);
    }

    static JavaAgents ofKnown(SortedMap<String, Known> agents) {
        return new JavaAgents(new TreeMap<>(agents));
    }

    /** These and others; of two of one name this one is used. */
    public JavaAgents and(JavaAgents others) {
        var all = new TreeMap<>(others.agents);
        all.putAll(agents);
        return new JavaAgents(all);
    }

    public Optional<Known> find(AgentId agent) {
        return Optional.ofNullable(agents.get(agent.toString()));
    }

    /** What they say of themselves, by their names. */
    public SortedMap<String, AgentMetadata> metadata() {
        var told = new TreeMap<String, AgentMetadata>();
        agents.forEach((name, known) -> told.put(name, known.profile().metadata()));
        return told;
    }

    /** Tells all that the node has ended while the program goes on, and waits a few seconds for them. */
    public void nodeEnded(String node) {
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MS);
        var threads = agents.values().stream()
                .map(known -> AgentThreads.started(
                        known.profile().id() + " nodeEnded",
                        known.agent().getClass().getClassLoader(),
                        () -> Faults.logged(
                                "nodeEnded of " + known.profile().id(),
                                () -> known.agent().nodeEnded(node))))
                .toList();
        try {
            for (var thread : threads) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
