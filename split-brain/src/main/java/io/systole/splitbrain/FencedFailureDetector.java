package io.systole.splitbrain;

import com.typesafe.config.Config;
import io.systole.splitbrain.core.FreshMember;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.DefaultFailureDetectorRegistry;
import org.apache.pekko.remote.FailureDetector;
import org.apache.pekko.remote.FailureDetectorWithAddress;
import org.apache.pekko.remote.PhiAccrualFailureDetector;

/**
 * Pekko's own detector, which calls a member silent at once when that member was confirmed fenced: the gossip takes only
 * silent members out, and would else wait for heartbeats that can never come. A member that joins again gets a new one, and
 * at first {@linkplain FreshMember more patience}.
 */
public final class FencedFailureDetector implements FailureDetector, FailureDetectorWithAddress {
    private final PhiAccrualFailureDetector detector;
    private final AtomicReference<FreshMember> fresh;
    private volatile boolean fenced;

    /** As Pekko asks for. */
    public FencedFailureDetector(Config config, EventStream events) {
        detector = new PhiAccrualFailureDetector(config, events);
        fresh = new AtomicReference<>(FreshMember.unheard(config.getDuration("acceptable-heartbeat-pause")));
    }

    @Override
    public void heartbeat() {
        fresh.updateAndGet(member -> member.heardAt(System.nanoTime()));
        detector.heartbeat();
    }

    @Override
    public boolean isAvailable() {
        return !fenced
                && (detector.isAvailable()
                        || Objects.requireNonNull(fresh.get()).excusesSilenceAt(System.nanoTime()));
    }

    @Override
    public boolean isMonitoring() {
        return detector.isMonitoring();
    }

    @Override
    public void setAddress(String address) {
        detector.setAddress(address);
    }

    /** To be called for a member that is dead for sure. */
    static void markFenced(Cluster cluster, Address member) {
        if (!(cluster.failureDetector() instanceof DefaultFailureDetectorRegistry<Address> registry)) return;
        var found = registry.failureDetector(member);
        if (found.isDefined() && found.get() instanceof FencedFailureDetector its) {
            its.fenced = true;
        }
    }
}
