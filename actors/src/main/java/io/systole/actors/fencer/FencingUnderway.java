package io.systole.actors.fencer;

import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import java.time.Instant;

/** A fencing that has no result yet, for the status display. */
public record FencingUnderway(
        NodeName target,
        long incarnation,
        FenceAction action,
        String reason,
        String requestedBy,
        NodeName ledBy,
        Instant since) {}
