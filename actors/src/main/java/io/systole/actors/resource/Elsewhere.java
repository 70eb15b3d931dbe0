package io.systole.actors.resource;

import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.cib.NodeName;

/** Where orders for another node than the supervisor's own go: for a remote node whose connection is hosted here. */
public interface Elsewhere {
    /** There is no other. */
    Elsewhere NOWHERE = new Elsewhere() {
        @Override
        public void pass(NodeName node, ResourceCommand command) {}

        @Override
        public void superseded(long term) {}
    };

    void pass(NodeName node, ResourceCommand command);

    /** Another DC took over. */
    void superseded(long term);
}
