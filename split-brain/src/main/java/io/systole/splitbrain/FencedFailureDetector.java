package io.systole.splitbrain;

import com.typesafe.config.Config;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.DefaultFailureDetectorRegistry;
import org.apache.pekko.remote.PhiAccrualFailureDetector;

/**
 * Pekko's own detector, which calls a member silent at once when that member was confirmed fenced: the gossip takes only
 * silent members out, and would else wait for heartbeats that can never come. A member that joins again gets a new one.
 */
public final class FencedFailureDetector extends PhiAccrualFailureDetector {
    private volatile boolean fenced;

    /** As Pekko asks for. */
    public FencedFailureDetector(Config config, EventStream events) {
        super(config, events);
    }

    @Override
    public boolean isAvailable() {
        return !fenced && super.isAvailable();
    }

    /** To be called for a member that is dead for sure. */
    static void markFenced(Cluster cluster, Address member) {
        if (!(cluster.failureDetector() instanceof DefaultFailureDetectorRegistry<Address> registry)) return;
        var found = registry.failureDetector(member);
        if (found.isDefined() && found.get() instanceof FencedFailureDetector detector) {
            detector.fenced = true;
        }
    }
}
