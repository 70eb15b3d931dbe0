package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node could be fenced now, as far as the last checks of the devices tell.
 *
 * @param levels what would be tried, in this order; without a topology each device by itself
 * @param missing what keeps it from being fenced, or may: one line each; empty where all is well
 */
public record NodeReadiness(NodeName node, Answer answer, List<Level> levels, List<String> missing) {
    public NodeReadiness {
        levels = List.copyOf(levels);
        missing = List.copyOf(missing);
    }

    /** What is known. */
    public enum Answer {
        YES,
        UNCHECKED,
        NO
    }

    /** Devices that have to succeed together. */
    public record Level(Answer answer, List<Device> devices) {
        public Level {
            devices = List.copyOf(devices);
        }
    }

    /**
     * A device as far as the node is concerned.
     *
     * @param why what keeps it from being used at all; empty where the nodes say more
     * @param from the members that would use it, the first one first
     */
    public record Device(ResourceId id, Answer answer, String why, List<From> from) {
        public Device {
            from = List.copyOf(from);
        }
    }

    /**
     * What a member has found of the device.
     *
     * @param finding the check that decides; null where there was none yet
     */
    public record From(
            NodeName node, Answer answer, @Nullable DeviceFinding finding) {}
}
