package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.util.List;

/**
 * What is to be fenced, and who can help.
 *
 * @param leader the node that steps through this
 * @param members the nodes that can run a device, in the order of their names; the target is among them while it can be
 *     reached
 * @param delay how long the first device waits before it takes power, on top of its own delays (priority-fencing-delay)
 */
public record FencingTask(
        NodeName target, FenceAction action, NodeName leader, List<NodeName> members, Duration delay) {
    public FencingTask {
        members = List.copyOf(members);
    }

    FencingTask withoutDelay() {
        return new FencingTask(target, action, leader, members, Duration.ZERO);
    }
}
