package io.systole.actors.node;

import io.systole.fencing.sbd.core.ClusterSight;
import io.systole.fencing.sbd.core.WatchReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whoever ends this node when it may not live on (SBD, a watchdog). No call waits. */
public interface SelfWatch {
    /** The environment variable that all agents of a node carry: its state directory, which no other node has. */
    String STATE_VARIABLE = "SYSTOLE_STATE";

    /** Nobody does. */
    SelfWatch NONE = new SelfWatch() {
        @Override
        public List<Path> devices() {
            return List.of();
        }

        @Override
        public Optional<Duration> watchdog() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> hearEvery() {
            return Optional.empty();
        }

        @Override
        public void heard(ClusterSight sight) {
            // Nobody listens.
        }

        @Override
        public void drained() {
            // Nobody listens.
        }

        @Override
        public Optional<WatchReport> report() {
            return Optional.empty();
        }
    };

    /** The devices through which nodes are told to end. */
    List<Path> devices();

    /** The timeout of the watchdog that ends this host when this process does not feed it; empty without one. */
    Optional<Duration> watchdog();

    /** How often the watch wants to hear of the membership; empty if it does not. */
    Optional<Duration> hearEvery();

    /** What the membership says now. Silence counts as no word. */
    void heard(ClusterSight sight);

    /** This node runs nothing any more, and will not. */
    void drained();

    /** How the watch is, for the status; empty where there is none. */
    Optional<WatchReport> report();
}
