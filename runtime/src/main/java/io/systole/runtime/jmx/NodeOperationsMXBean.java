package io.systole.runtime.jmx;

/** What may be asked for of nodes, where {@code jmx.operations} is on. */
public interface NodeOperationsMXBean extends NodeMXBean {
    @Said("Moves all resources off a node, and keeps them off, as `systole node standby`")
    String standby(@Said(name = "node", value = "The node's name") String node);

    @Said("Leaves the resources of a node alone, as `systole node maintenance`")
    String maintenance(@Said(name = "node", value = "The node's name") String node);

    @Said("Ends standby and maintenance of a node, as `systole node online`")
    String online(@Said(name = "node", value = "The node's name") String node);
}
