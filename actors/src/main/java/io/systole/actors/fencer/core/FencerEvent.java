package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingRecord;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.core.DeviceFinding;
import io.systole.fencing.core.FencingConfiguration;
import io.systole.fencing.core.FencingEvent;
import io.systole.splitbrain.core.Rival;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened to a Fencer. */
public sealed interface FencerEvent {
    /** Somebody on this node wants it, unless a device has fenced the target within the tolerance, whatever its run. */
    record Wanted(FencingRequest request, Duration tolerance, Instant at) implements FencerEvent {
        /** Whatever was before. */
        public Wanted(FencingRequest request, Instant at) {
            this(request, Duration.ZERO, at);
        }
    }

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
    record ViewChanged(
            List<NodeName> reachable,
            boolean quorate,
            @Nullable Rival rival,
            Instant at) implements FencerEvent {
        /** Where no two nodes may fence each other. */
        public ViewChanged(List<NodeName> reachable, boolean quorate, Instant at) {
            this(reachable, quorate, null, at);
        }

        public ViewChanged {
            reachable = List.copyOf(reachable);
        }
    }

    /** The configuration was read anew. */
    record Configured(FencingConfiguration configuration) implements FencerEvent {}

    /** A person says that this run of the node, and every other that a fencing is under way for, is dead. */
    record Confirmed(NodeName target, long incarnation, String by, Instant at) implements FencerEvent {}

    /** A node says which run it is of which boot of its host; {@code ownBootId} is that of this node's host. */
    record Introduced(NodeName from, long incarnation, String bootId, String ownBootId) implements FencerEvent {}

    /** Another node knows of devices that said what was not true. */
    record LiesHeard(List<Proofs.Lie> lies) implements FencerEvent {
        public LiesHeard {
            lies = List.copyOf(lies);
        }
    }

    /** A person trusts a device again; said {@code here}, or to another node. */
    record Trusted(ResourceId device, Instant at, boolean here) implements FencerEvent {}

    /** A device was checked, by this node or another: all that is known of it from there. */
    record Rehearsed(NodeName from, ResourceId device, List<DeviceFinding> findings) implements FencerEvent {
        public Rehearsed {
            findings = List.copyOf(findings);
        }
    }

    /** A while has passed since another node was asked. */
    record AskAgainDue(FencingKey key, Instant at) implements FencerEvent {}
}
