package io.systole.runtime.agents;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The agents of a host. No stage fails. */
public interface AgentDirectory {
    /**
     * The names of those that are installed, in their order.
     *
     * @param of a class, {@code ocf:PROVIDER}, or empty for all
     */
    CompletionStage<List<String>> list(String of);

    /** What the agent of that name says of itself. */
    CompletionStage<Told> describe(String name);

    /** An agent's description, or why there is none. */
    sealed interface Told {
        record Described(AgentDescription description) implements Told {}

        /** Invariant: {@code why} says which agent is meant. */
        record Untold(boolean installed, String why) implements Told {}
    }
}
