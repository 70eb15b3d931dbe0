package io.systole.actors.resource;

import io.systole.agents.OpStatus;
import java.time.Duration;

/**
 * An agent's operation has ended on this node; told on the actor system's event stream, to who measures.
 *
 * @param agent by its whole name, {@code ocf:heartbeat:IPaddr2}
 * @param took how long the agent ran
 */
public record OperationTime(String agent, String operation, OpStatus status, int rc, Duration took) {}
