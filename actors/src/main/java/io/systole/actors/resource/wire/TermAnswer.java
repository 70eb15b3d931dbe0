package io.systole.actors.resource.wire;

import io.systole.actors.wire.WireMessage;
import io.systole.cib.NodeName;
import java.util.List;

/**
 * The newest term that a node has heard of.
 *
 * @param begun of each resource the last order that was begun, which the history shows or soon will; orders of an older DC
 *     that had not begun were dropped
 */
public record TermAnswer(NodeName node, long newest, List<TransitionKey> begun) implements WireMessage {
    public TermAnswer {
        begun = List.copyOf(begun);
    }
}
