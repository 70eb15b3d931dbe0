package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.time.Instant;

/** What has happened to a fencing. */
public sealed interface FencingEvent {
    /** A node has found out whether the device can fence the target. */
    record HostsAnswered(ResourceId device, NodeName executor, boolean capable, String why, Instant at)
            implements FencingEvent {}

    /** A node has run the device. */
    record DeviceEnded(ResourceId device, NodeName executor, boolean succeeded, String why, Instant at)
            implements FencingEvent {}

    /** A node cannot be reached any more, so that nothing it does is heard of. */
    record ExecutorLost(NodeName executor, Instant at) implements FencingEvent {}
}
