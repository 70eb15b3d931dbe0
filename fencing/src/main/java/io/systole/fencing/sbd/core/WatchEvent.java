package io.systole.fencing.sbd.core;

import io.systole.fencing.sbd.format.SbdMailbox;
import java.time.Duration;

/** What a watch hears; {@code at} is the time since its start. */
public sealed interface WatchEvent {
    Duration at();

    /** The node's slot was read, and is still its own. The read began at that time, or later. */
    record SlotRead(String device, SbdMailbox mailbox, Duration at) implements WatchEvent {}

    /** The slot could not be read. */
    record SlotUnreadable(String device, String why, Duration at) implements WatchEvent {}

    /** The node's membership is alive, and says this. */
    record ClusterHeard(ClusterSight sight, Duration at) implements WatchEvent {}

    /** It is time to look at the clock. */
    record Ticked(Duration at) implements WatchEvent {}

    /** The node runs nothing any more, and will not. */
    record Drained(Duration at) implements WatchEvent {}

    /** The node has ended. */
    record Ended(String why, Duration at) implements WatchEvent {}
}
