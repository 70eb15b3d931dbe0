package io.systole.fencing.sbd;

import io.systole.fencing.sbd.core.WatchEffect;

/** Whoever wants to know what a watch does; called from a thread that may take its time. */
public interface WatchListener {
    /** The watch runs. */
    void watching(String summary);

    void tell(WatchEffect.Tell news);

    /** The watchdog could not be fed. */
    void feedingFailed(String why);

    /** The last word of a node. */
    void dies(WatchEffect.FenceSelf death);

    /** A message asks this node to leave the cluster in order. */
    void leaveCluster(String from);
}
