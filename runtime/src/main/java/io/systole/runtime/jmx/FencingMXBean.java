package io.systole.runtime.jmx;

import java.util.List;

/** Fencing: who could be fenced, and who was. */
@Said("Fencing: whether each node could be fenced, by what, and what was fenced")
public interface FencingMXBean {
    @Said("Whether each node could be fenced, by the checks of the devices")
    List<TargetLine> getTargets();

    @Said("The fence devices of the configuration")
    List<DeviceLine> getDevices();

    @Said("Fencings that are under way or have ended, as all members remember them, oldest first")
    List<FencingLine> getHistory();

    /** A node as a target. */
    interface TargetLine {
        String getNode();

        /** {@code yes}, {@code no} or {@code unchecked}. */
        String getFenceable();

        List<String> getMissing();
    }

    /** A device. */
    interface DeviceLine {
        String getId();

        String getAgent();

        /** The nodes that it names; empty where its agent is asked. */
        List<String> getHosts();

        /** The nodes on which its resource is active. */
        List<String> getVerified();

        /** Why its word alone does not count; empty where it does. */
        String getDistrust();
    }

    /** One fencing. */
    interface FencingLine {
        String getTarget();

        String getAction();

        /** PENDING, SUCCESSFUL or FAILED. */
        String getOutcome();

        String getReason();

        String getRequestedBy();

        String getDevices();

        long getDurationMs();

        /** What went wrong; empty where nothing did. */
        String getWhy();

        String getAt();
    }
}
