package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What is to be fenced, and who can help.
 *
 * @param leader the node that steps through this
 * @param members the nodes that can run a device, in the order of their names; the target is among them while it can be
 *     reached
 * @param distrusted devices whose word alone proves nothing, since they said before what was not so
 * @param delay how long the first device waits before it takes power, on top of its own delays (priority-fencing-delay)
 */
public record FencingTask(
        NodeName target,
        FenceAction action,
        NodeName leader,
        List<NodeName> members,
        NavigableSet<ResourceId> distrusted,
        Duration delay) {
    public FencingTask {
        members = List.copyOf(members);
        distrusted = Collections.unmodifiableNavigableSet(new TreeSet<>(distrusted));
    }

    /** With trust in every device. */
    public FencingTask(NodeName target, FenceAction action, NodeName leader, List<NodeName> members, Duration delay) {
        this(target, action, leader, members, new TreeSet<>(), delay);
    }

    FencingTask withoutDelay() {
        return new FencingTask(target, action, leader, members, distrusted, Duration.ZERO);
    }
}
