package io.systole.runtime.http;

import io.systole.cib.ResourceId;
import io.systole.runtime.status.OutputView;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the HTTP interface asks about the output of agents. No stage fails for a reason of the cluster's. */
public interface OutputDoor {
    /**
     * What is kept of one resource.
     *
     * @param hidden the user may not read it: agents may print what is secret
     * @param outputs by node and operation
     * @param silent the nodes that did not answer
     */
    record Kept(boolean hidden, List<OutputView> outputs, List<String> silent) {
        public Kept {
            outputs = List.copyOf(outputs);
            silent = List.copyOf(silent);
        }
    }

    /** What its agent printed in operations that failed, on every node. */
    CompletionStage<Kept> outputs(ResourceId resource);
}
