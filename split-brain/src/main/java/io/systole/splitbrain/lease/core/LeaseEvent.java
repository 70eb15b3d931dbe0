package io.systole.splitbrain.lease.core;

import io.systole.splitbrain.core.LeaseNeed;
import io.systole.splitbrain.core.Ring;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has happened to whoever asks for the lease. */
public sealed interface LeaseEvent {
    Instant at();

    /** The membership: whether the lease is needed, and whether this node leads its side. */
    record SideSeen(@Nullable LeaseNeed need, boolean leads, Instant at) implements LeaseEvent {}

    /** The lease answered: this node has it, or somebody else does. */
    record Answered(boolean has, Instant at) implements LeaseEvent {}

    /** It could not be asked, or it does not say whether this node still has it. */
    record Failed(Instant at) implements LeaseEvent {}

    /** Another node of this side has the lease, or has it no more. */
    record Told(Ring ring, boolean has, Instant at) implements LeaseEvent {}

    /** Time went by. */
    record TimePassed(Instant at) implements LeaseEvent {}
}
