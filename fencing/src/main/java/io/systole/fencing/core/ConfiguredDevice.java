package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.fencing.FenceDevice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A device, and where it may be used from.
 *
 * @param barred the nodes that a constraint keeps it from
 * @param verified the nodes on which its monitor has succeeded, that is: on which its resource is active
 */
public record ConfiguredDevice(FenceDevice device, NavigableSet<NodeName> barred, NavigableSet<NodeName> verified) {
    public ConfiguredDevice {
        barred = Collections.unmodifiableNavigableSet(new TreeSet<>(barred));
        verified = Collections.unmodifiableNavigableSet(new TreeSet<>(verified));
    }

    /**
     * The members that can use the device, best first: where it is known to work, then the one that leads, then the
     * others, and the target itself only as the last resort, since it can hardly tell that it is dead.
     */
    List<NodeName> executors(FencingTask task) {
        var inOrder = new ArrayList<NodeName>();
        task.members().stream().filter(verified::contains).forEach(inOrder::add);
        inOrder.add(task.leader());
        inOrder.addAll(task.members());
        return inOrder.stream()
                .distinct()
                .filter(node -> !barred.contains(node) && task.members().contains(node))
                .sorted((one, other) -> Boolean.compare(one.equals(task.target()), other.equals(task.target())))
                .toList();
    }
}
