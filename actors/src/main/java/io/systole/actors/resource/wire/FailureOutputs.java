package io.systole.actors.resource.wire;

import io.systole.actors.wire.WireMessage;
import io.systole.cib.NodeName;
import java.util.List;

/** What agents printed in the operations that failed on a node, of each operation of each resource in its last failure. */
public record FailureOutputs(NodeName node, List<FailureOutput> outputs) implements WireMessage {
    public FailureOutputs {
        outputs = List.copyOf(outputs);
    }
}
