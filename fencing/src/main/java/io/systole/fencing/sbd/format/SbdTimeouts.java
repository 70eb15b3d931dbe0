package io.systole.fencing.sbd.format;

import java.time.Duration;
import java.util.Map;

/**
 * The times that all nodes at a device share, from its header. Invariant: whole seconds, from 0 to 4294967295.
 *
 * @param watchdog who has not read the majority of its devices for so long ends
 * @param allocate how long a node that took a slot waits before it looks whether the slot is still its own
 * @param loop how often a node reads its slot
 * @param msgwait after so long a message was read, or its target has ended because it could not read
 */
public record SbdTimeouts(Duration watchdog, Duration allocate, Duration loop, Duration msgwait) {
    private static final long SECONDS_MAX = 0xFFFF_FFFFL;

    public SbdTimeouts {
        Map.of("watchdog", watchdog, "allocate", allocate, "loop", loop, "msgwait", msgwait)
                .forEach(SbdTimeouts::requireStorable);
    }

    /** The same as those of {@code sbd create} without options: 5, 2, 1 and 10 seconds. */
    public static SbdTimeouts defaults() {
        return ofSeconds(5, 2, 1, 10);
    }

    public static SbdTimeouts ofSeconds(long watchdog, long allocate, long loop, long msgwait) {
        return new SbdTimeouts(
                Duration.ofSeconds(watchdog),
                Duration.ofSeconds(allocate),
                Duration.ofSeconds(loop),
                Duration.ofSeconds(msgwait));
    }

    private static void requireStorable(String name, Duration value) {
        if (value.isNegative() || value.toSeconds() > SECONDS_MAX || value.toNanosPart() != 0) {
            throw new IllegalArgumentException(
                    "timeout (" + name + ") = " + value + ": must be 0 to " + SECONDS_MAX + " whole seconds");
        }
    }
}
