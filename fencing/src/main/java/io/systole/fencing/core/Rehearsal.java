package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.fencing.FenceDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a node checks so that fencing does not fail when it is needed: of every device that it may use the monitor, and
 * every target that the device may be meant for. Nothing of it takes power.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** One device, and the nodes that it is asked about once its monitor has succeeded. */
    public record Part(FenceDevice device, List<NodeName> targets) {
        public Part {
            targets = List.copyOf(targets);
        }
    }

    /**
     * What {@code self} checks, device by device. A node asks nothing about itself, since it does not fence itself where
     * another can; the only node of a cluster does.
     */
    public static List<Part> of(FencingConfiguration configuration, NodeName self, SortedSet<NodeName> nodes) {
        var targets = new TreeSet<>(nodes);
        if (targets.size() > 1) {
            targets.remove(self);
        }
        var parts = new ArrayList<Part>();
        for (var configured : configuration.devices()) {
            if (!configured.barred().contains(self)) {
                var device = configured.device();
                var meant = targets.stream()
                        .filter(node -> device.settings().isMeantFor(node).orElse(true))
                        .toList();
                parts.add(new Part(device, meant));
            }
        }
        return parts;
    }
}
