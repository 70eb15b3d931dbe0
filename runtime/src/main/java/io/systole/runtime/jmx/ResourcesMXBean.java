package io.systole.runtime.jmx;

import java.util.List;

/** The resources of the cluster. */
@Said("The resources of the cluster, and what failed of them")
public interface ResourcesMXBean {
    @Said("How many instances there are, those of clones counted")
    int getInstances();

    @Said(
            "Where each resource is active: one line for each instance on each node, and one for each resource that runs nowhere")
    List<ResourceLine> getResources();

    @Said("Operations that failed and were not cleaned up")
    List<FailureLine> getFailures();

    @OnlyTells
    @Said("Why a resource is where it is, and why not elsewhere, as `systole explain`")
    String explain(@Said(name = "resource", value = "The resource's id") String resource);

    /** One instance on one node. */
    interface ResourceLine {
        String getId();

        /** As {@code ocf:heartbeat:IPaddr2}. */
        String getAgent();

        /** The group or clone that it belongs to; empty where there is none. */
        String getPartOf();

        /** Empty for one that runs nowhere. */
        String getNode();

        /** Stopped, Started, Unpromoted or Promoted. */
        String getRole();

        /** What is under way there, as {@code Starting}; empty where nothing is. */
        String getUnderWay();

        boolean isFailed();

        /** What restrains it: disabled, unmanaged, maintenance. */
        List<String> getNotes();
    }

    /** One failure. */
    interface FailureLine {
        String getResource();

        String getOperation();

        String getNode();

        int getRc();

        String getResult();

        String getExitReason();

        String getAt();
    }
}
