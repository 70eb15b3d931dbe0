package io.systole.runtime.jmx;

/** What may be asked for of resources, where {@code jmx.operations} is on. */
public interface ResourceOperationsMXBean extends ResourcesMXBean {
    @Said("Lets a resource run (target-role Started), as `systole resource start`")
    String start(@Said(name = "resource", value = "The resource's id") String resource);

    @Said("Has a resource stopped (target-role Stopped), as `systole resource stop`")
    String stop(@Said(name = "resource", value = "The resource's id") String resource);

    @Said("Forgets the failures of a resource, as `systole resource cleanup`")
    String cleanup(
            @Said(name = "resource", value = "The resource's id") String resource,
            @Said(name = "node", value = "On which node; empty for all") String node);
}
