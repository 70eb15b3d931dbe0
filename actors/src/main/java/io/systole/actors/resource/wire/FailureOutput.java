package io.systole.actors.resource.wire;

import java.time.Instant;

/**
 * What the agent printed in an operation that failed.
 *
 * @param resource as in the history: of a clone with the number of the instance, where instances have numbers
 * @param operation as the history names it, for example {@code web_monitor_10000}
 * @param rc its exit code, or what OCF has for the failure
 * @param exitReason the agent's reason, or Systole's words
 * @param ended when it ended
 * @param text the end of what it printed, see {@link io.systole.agents.AgentResult#printed}
 */
public record FailureOutput(String resource, String operation, int rc, String exitReason, Instant ended, String text) {}
