package io.systole.runtime.jmx;

/**
 * What may be asked for of fencing, where {@code jmx.operations} is on. To say that a node is dead without a device's word is
 * not among it.
 */
public interface FencingOperationsMXBean extends FencingMXBean {
    @Said("Cuts a node off by force and waits for the result, as `systole node fence`")
    String fence(@Said(name = "node", value = "The node's name") String node);

    @Said("Has every member check its fence devices now, as `systole fence check --now`")
    String check();
}
