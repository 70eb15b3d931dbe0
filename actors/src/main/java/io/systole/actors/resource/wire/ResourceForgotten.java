package io.systole.actors.resource.wire;

import io.systole.actors.wire.WireMessage;
import io.systole.cib.NodeName;
import java.util.List;

/** The resources whose history was forgotten on a node. */
public record ResourceForgotten(NodeName node, List<String> resources) implements WireMessage {
    public ResourceForgotten {
        resources = List.copyOf(resources);
    }
}
