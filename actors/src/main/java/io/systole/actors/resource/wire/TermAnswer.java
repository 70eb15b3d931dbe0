package io.systole.actors.resource.wire;

import io.systole.actors.wire.WireMessage;
import io.systole.cib.NodeName;

/** The newest term that a node has heard of. */
public record TermAnswer(NodeName node, long newest) implements WireMessage {}
