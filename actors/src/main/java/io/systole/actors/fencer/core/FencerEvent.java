package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingRecord;
import io.systole.cib.NodeName;
import io.systole.fencing.core.FencingConfiguration;
import io.systole.fencing.core.FencingEvent;
import java.time.Instant;
import java.util.List;

/** What has happened to a Fencer. */
public sealed interface FencerEvent {
    /** Somebody on this node wants it. */
    record Wanted(FencingRequest request, Instant at) implements FencerEvent {}

    /** Another node wants it and takes this one for the leader. */
    record PeerWanted(NodeName peer, FencingRequest request, Instant at) implements FencerEvent {}

    /** Another node leads it. */
    record PeerBegan(NodeName peer, FencingRequest request, Instant at) implements FencerEvent {}

    /** Fencings that another node led have ended. */
    record PeerEnded(List<FencingRecord> records, Instant at) implements FencerEvent {
        public PeerEnded {
            records = List.copyOf(records);
        }
    }

    /** What a device or an executor had to say about a fencing that this node leads. */
    record Progressed(FencingKey key, FencingEvent event, Instant at) implements FencerEvent {}

    /** Membership has changed. */
    record ViewChanged(List<NodeName> reachable, boolean quorate, Instant at) implements FencerEvent {
        public ViewChanged {
            reachable = List.copyOf(reachable);
        }
    }

    /** The configuration was read anew. */
    record Configured(FencingConfiguration configuration) implements FencerEvent {}

    /** A while has passed since another node was asked. */
    record AskAgainDue(FencingKey key, Instant at) implements FencerEvent {}
}
