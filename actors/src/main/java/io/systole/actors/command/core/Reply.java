package io.systole.actors.command.core;

import io.systole.actors.attribute.core.AttributeWish;
import io.systole.agents.AgentCall;
import io.systole.agents.AgentResult;
import io.systole.cib.NodeName;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.TicketEdit;
import io.systole.cib.tree.TreeEdit;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is to be done for a command next: the last is always {@link Said}. */
public sealed interface Reply {
    /**
     * The end: what the command prints, and its exit code.
     *
     * @param destination the file that the output goes to, as the caller named it; null for its standard output
     */
    record Said(int code, String out, String err, @Nullable String destination) implements Reply {
        public static Said of(String out) {
            return new Said(Exit.OK, out, "", null);
        }

        public static Said failed(int code, String err) {
            return new Said(code, "", err + "\n", null);
        }
    }

    /** Let the caller read a file ({@code -} for its standard input) and call again with what is in it. */
    record Read(String path) implements Reply {}

    /**
     * Change a node's transient attribute.
     *
     * @param name null to have all of the node's told again
     */
    record ChangeAttribute(NodeName node, @Nullable String name, AttributeWish wish, Function<Outcome, Reply> then)
            implements Reply {}

    /** Ask the nodes for the attributes that they hold, told to the cluster or not. */
    record AskAttributes(List<NodeName> nodes, Function<List<Held>, Reply> then) implements Reply {
        public AskAttributes {
            nodes = List.copyOf(nodes);
        }
    }

    /** Change the configuration. */
    record EditCib(TreeEdit edit, Function<Outcome, Reply> then) implements Reply {}

    /** Change the configuration by an edit of a resource. */
    record EditConfiguration(CibEdit edit, Function<Outcome, Reply> then) implements Reply {}

    /** Change a ticket. */
    record EditTicket(TicketEdit edit, Function<Outcome, Reply> then) implements Reply {}

    /** Fence a node, unless that was done within the tolerance. */
    record Fence(NodeName node, FenceAction action, Duration tolerance, Function<Outcome, Reply> then)
            implements Reply {}

    /** Take the caller's word that a node is dead. */
    record ConfirmFenced(NodeName node, Function<Outcome, Reply> then) implements Reply {}

    /** Ask for the fencings that are remembered or under way, oldest first. */
    record AskFencings(Function<List<Fencing>, Reply> then) implements Reply {}

    /**
     * A fencing.
     *
     * @param delegate who carried it out; empty for nobody yet
     * @param client who asked for it
     * @param at when it ended, or began
     */
    record Fencing(NodeName target, String action, String client, String delegate, State state, Instant at) {
        /** How far it is. */
        public enum State {
            PENDING,
            SUCCESS,
            FAILED
        }
    }

    /**
     * Forget the history and the failures of a resource.
     *
     * @param resource null for all that failed
     * @param node null for all
     */
    record CleanUp(@Nullable String resource, @Nullable NodeName node, Function<Outcome, Reply> then)
            implements Reply {}

    /** Run an agent on the node that the caller is on, past the cluster. */
    record RunAgent(AgentCall agentCall, Function<AgentResult, Reply> then) implements Reply {}

    /** A transient attribute as a node has it; a value of null was taken away. */
    record Held(NodeName node, String name, @Nullable String value) {}

    /** How what was asked for ended. */
    sealed interface Outcome {
        /** It was done. */
        record Done(List<String> what) implements Outcome {
            public Done {
                what = List.copyOf(what);
            }
        }

        /**
         * It was not done.
         *
         * @param code the exit code that says so
         */
        record Failed(int code, String why) implements Outcome {}
    }
}
