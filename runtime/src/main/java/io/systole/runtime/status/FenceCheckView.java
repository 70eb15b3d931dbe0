package io.systole.runtime.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node could be fenced.
 *
 * @param fenceable yes, no, or unchecked
 * @param missing what is not as it should be, one line each
 * @param race of two nodes that do not hear each other, when this one is fenced by the other; empty where that is left
 *     to the devices' delays, or cannot be
 */
public record FenceCheckView(String node, String fenceable, List<Level> levels, List<String> missing, String race) {
    /** The same without a word on races. */
    public FenceCheckView(String node, String fenceable, List<Level> levels, List<String> missing) {
        this(node, fenceable, levels, missing, "");
    }

    public FenceCheckView {
        levels = List.copyOf(levels);
        missing = List.copyOf(missing);
    }

    /** Devices that have to succeed together. */
    public record Level(int number, String works, List<Use> uses) {
        public Level {
            uses = List.copyOf(uses);
        }
    }

    /**
     * A device from a node.
     *
     * @param from the node that would use it; null where none can
     * @param tookMs how long its last check took, of {@code timeoutMs} that it had; 0 where it was not checked
     */
    public record Use(
            String device,
            @Nullable String from,
            String works,
            String why,
            long tookMs,
            long timeoutMs,
            @Nullable Instant checkedAt) {}
}
