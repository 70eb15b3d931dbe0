package io.systole.fencing;

import io.systole.cib.NodeName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call of a device's agent.
 *
 * @param target the node that is meant, for the actions that mean one
 */
public record FenceAgentCall(
        FenceDevice device, FenceAction action, @Nullable NodeName target, Duration timeout) {}
