package io.systole.actors.resource.wire;

import io.systole.actors.wire.WireMessage;

/** What became of an order. */
public record OperationReport(TransitionKey transitionKey, Outcome outcome, int rc, int opStatus, String why)
        implements WireMessage {

    public enum Outcome {
        /** The result stands in the node's history, from which the DC takes it. */
        RECORDED,
        /** Done; the history does not show it (cancel, notify, delete). */
        DONE,
        /** Not done: the order came from a DC that was replaced, or the node may not act now. */
        REFUSED
    }
}
