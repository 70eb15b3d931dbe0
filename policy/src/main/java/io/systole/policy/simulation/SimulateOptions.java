package io.systole.policy.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be shown of a simulation, and what is pretended.
 *
 * @param run plan, and show the transition
 * @param simulate play it, and show the status that it ends in
 * @param scores show the assignment and promotion scores
 * @param quiet show nothing else
 * @param allActions also draw what is not part of the transition
 * @param events what is changed before planning
 * @param failures operations that fail while the transition is played
 */
public record SimulateOptions(
        boolean run,
        boolean simulate,
        boolean scores,
        boolean quiet,
        boolean allActions,
        Events events,
        List<OperationResult> failures) {

    public SimulateOptions {
        failures = List.copyOf(failures);
    }

    /** All sections, nothing pretended: what {@code crm_simulate -S} shows. */
    public static SimulateOptions whole() {
        return new SimulateOptions(true, true, false, false, false, Events.none(), List.of());
    }

    /** The scores alone: what {@code crm_simulate -sSQ} shows. */
    public static SimulateOptions scoresAlone() {
        return new SimulateOptions(true, true, true, true, false, Events.none(), List.of());
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
            List<OperationResult> results) {

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
