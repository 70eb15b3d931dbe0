package io.systole.policy.simulation;

import io.systole.policy.output.StatusWish;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a simulation goes, what is to be shown of it, and what is pretended.
 *
 * @param failures operations that fail while the transition is played, as the operator wrote them
 */
public record SimulateOptions(Extent extent, Show show, Events events, List<String> failures) {

    public SimulateOptions {
        failures = List.copyOf(failures);
    }

    /** How far it goes. */
    public enum Extent {
        /** The status alone. */
        STATUS,
        /** Plan, and show the transition. */
        RUN,
        /** Play it, and show the status that it ends in. */
        SIMULATE
    }

    /**
     * What is shown.
     *
     * @param report as a tree for programs, not as lines
     * @param scores the assignment and promotion scores
     * @param utilization the use of the nodes' capacity
     * @param quiet nothing but these two
     * @param allActions also draw what is not part of the transition
     * @param numbers draw the numbers of the actions
     */
    public record Show(
            boolean report,
            boolean scores,
            boolean utilization,
            boolean quiet,
            boolean allActions,
            boolean numbers,
            StatusWish status) {}

    /** All sections, nothing pretended: what {@code crm_simulate -S} shows. */
    public static SimulateOptions whole() {
        return all(false, false);
    }

    /** The scores alone: what {@code crm_simulate -sSQ} shows. */
    public static SimulateOptions scoresAlone() {
        return all(true, true);
    }

    private static SimulateOptions all(boolean scores, boolean quiet) {
        StatusWish status = new StatusWish(false, false, ZoneOffset.UTC);
        return new SimulateOptions(
                Extent.SIMULATE, new Show(false, scores, false, quiet, false, false, status), Events.none(), List.of());
    }

    /** Changes of the CIB that are pretended before planning; each list in the order of the command line. */
    public record Events(
            @Nullable String quorum,
            @Nullable String watchdog,
            List<String> nodesUp,
            List<String> nodesDown,
            List<String> nodesFailed,
            List<String> ticketsGranted,
            List<String> ticketsRevoked,
            List<String> ticketsStandby,
            List<String> ticketsActive,
            List<String> results) {

        public Events {
            nodesUp = List.copyOf(nodesUp);
            nodesDown = List.copyOf(nodesDown);
            nodesFailed = List.copyOf(nodesFailed);
            ticketsGranted = List.copyOf(ticketsGranted);
            ticketsRevoked = List.copyOf(ticketsRevoked);
            ticketsStandby = List.copyOf(ticketsStandby);
            ticketsActive = List.copyOf(ticketsActive);
            results = List.copyOf(results);
        }

        public static Events none() {
            return new Events(
                    null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        }

        /** Whether anything is pretended; the quorum alone does not count, as in the reference. */
        public boolean any() {
            return watchdog != null
                    || !nodesUp.isEmpty()
                    || !nodesDown.isEmpty()
                    || !nodesFailed.isEmpty()
                    || !ticketsGranted.isEmpty()
                    || !ticketsRevoked.isEmpty()
                    || !ticketsStandby.isEmpty()
                    || !ticketsActive.isEmpty()
                    || !results.isEmpty();
        }
    }
}
