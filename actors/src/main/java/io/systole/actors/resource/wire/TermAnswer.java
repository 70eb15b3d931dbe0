package io.systole.actors.resource.wire;

import io.systole.actors.wire.WireMessage;
import io.systole.cib.NodeName;
import java.util.List;

/**
 * The newest term that a node has heard of.
 *
 * @param underway the orders whose agents run now; orders of an older DC that had not begun were dropped
 */
public record TermAnswer(NodeName node, long newest, List<TransitionKey> underway) implements WireMessage {
    public TermAnswer {
        underway = List.copyOf(underway);
    }
}
