package io.systole.agents;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What an agent in Java answers to an operation.
 *
 * @param code one of {@link OcfCode}
 * @param reason what to tell the administrator where it is not well; empty where it is
 */
public record AgentAnswer(int code, String reason) {
    private static final int CODE_MAX = 255;

    public AgentAnswer {
        if (code < 0 || code > CODE_MAX || code == OcfCode.PENDING) {
            throw new IllegalArgumentException("code = " + code + ": must be an exit code of OCF, 0 to 191");
        }
    }

    /** It is done; of a monitor: it runs, as unpromoted where there are roles. */
    public static AgentAnswer done() {
        return new AgentAnswer(OcfCode.OK, "");
    }

    /** Answers a monitor: it does not run here, and nothing is wrong with that. */
    public static AgentAnswer notRunning() {
        return new AgentAnswer(OcfCode.NOT_RUNNING, "");
    }

    /** Answers a monitor: it runs as the promoted one. */
    public static AgentAnswer promoted() {
        return new AgentAnswer(OcfCode.PROMOTED, "");
    }

    /** Answers a monitor: it is the promoted one, and broken. */
    public static AgentAnswer promotedAndFailed(String reason) {
        return new AgentAnswer(OcfCode.FAILED_PROMOTED, reason);
    }

    /** Answers a monitor: it runs, but is likely to fail soon. */
    public static AgentAnswer degraded(String reason) {
        return new AgentAnswer(OcfCode.DEGRADED, reason);
    }

    /** The same of the promoted one. */
    public static AgentAnswer promotedAndDegraded(String reason) {
        return new AgentAnswer(OcfCode.DEGRADED_PROMOTED, reason);
    }

    /** It failed; trying again may help. */
    public static AgentAnswer failed(String reason) {
        return new AgentAnswer(OcfCode.GENERIC, reason);
    }

    /** It cannot work on this node: something is missing here. Another node is tried. */
    public static AgentAnswer notInstalled(String reason) {
        return new AgentAnswer(OcfCode.NOT_INSTALLED, reason);
    }

    /** It cannot work on this node with these parameters. Another node is tried. */
    public static AgentAnswer badArguments(String reason) {
        return new AgentAnswer(OcfCode.ARGUMENTS, reason);
    }

    /** It cannot work with these parameters on any node; none is tried. */
    public static AgentAnswer notConfigured(String reason) {
        return new AgentAnswer(OcfCode.NOT_CONFIGURED, reason);
    }

    /** The agent has no such action. */
    public static AgentAnswer notImplemented() {
        return new AgentAnswer(OcfCode.UNIMPLEMENTED, "the agent has no such action");
    }

    /** This answer as that of an operation whose work is done by now. */
    public CompletionStage<AgentAnswer> stage() {
        return CompletableFuture.completedStage(this);
    }
}
