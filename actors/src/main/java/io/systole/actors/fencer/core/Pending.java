package io.systole.actors.fencer.core;

import io.systole.cib.NodeName;
import io.systole.fencing.core.FencingState;
import java.time.Instant;

/**
 * A fencing without a result.
 *
 * @param wanted whether somebody on this node waits for it
 */
public record Pending(FencingRequest request, Instant since, boolean wanted, Lead lead) {
    /** Who steps through it. */
    public sealed interface Lead {}

    /** This node. */
    public record Own(FencingState state) implements Lead {}

    /** Another node. */
    public record Other(NodeName node) implements Lead {}

    Pending with(Lead changed) {
        return new Pending(request, since, wanted, changed);
    }

    Pending andWanted() {
        return new Pending(request, since, true, lead);
    }
}
