package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One fencing on its way.
 *
 * @param candidates the devices that may be used, in order
 * @param failures what went wrong so far, for whoever has to read it
 */
public record FencingState(
        FencingTask task,
        FencingConfiguration configuration,
        SortedMap<ResourceId, Candidate> candidates,
        Phase phase,
        List<String> failures) {
    public FencingState {
        candidates = Collections.unmodifiableSortedMap(new TreeMap<>(candidates));
        failures = List.copyOf(failures);
    }

    /** Whether a device can fence the target, as far as that is known. */
    public enum Verdict {
        ASKED,
        CAPABLE,
        INCAPABLE
    }

    /**
     * A device that may be used.
     *
     * @param executors the nodes that may still be asked or used; the first is the one that is
     */
    public record Candidate(ConfiguredDevice device, List<NodeName> executors, Verdict verdict) {
        public Candidate {
            executors = List.copyOf(executors);
        }

        Candidate with(Verdict changed) {
            return new Candidate(device, executors, changed);
        }

        Candidate without(NodeName executor) {
            return new Candidate(
                    device,
                    executors.stream().filter(node -> !node.equals(executor)).toList(),
                    verdict);
        }
    }

    /** From where a device may be used. */
    public enum From {
        ANYWHERE,
        /** From all but the target. */
        OTHERS,
        /** From the target alone, after everything else has failed. */
        TARGET
    }

    /** One call of one device. */
    public record PowerStep(ResourceId device, FenceAction action, boolean mayFail, From from) {
        /** From anywhere. */
        public PowerStep(ResourceId device, FenceAction action, boolean mayFail) {
            this(device, action, mayFail, From.ANYWHERE);
        }

        /** Those of the executors that may take it, in their order. */
        List<NodeName> among(List<NodeName> executors, NodeName target) {
            return executors.stream()
                    .filter(node -> switch (from) {
                        case ANYWHERE -> true;
                        case OTHERS -> !node.equals(target);
                        case TARGET -> node.equals(target);
                    })
                    .toList();
        }
    }

    /** How far the fencing has come. */
    public sealed interface Phase {}

    /** The devices are asked whom they can fence. */
    public record Asking() implements Phase {}

    /**
     * Devices are run.
     *
     * @param levels what is left to be tried, the present level first; each holds what is left of it
     * @param by the devices of the present level that have succeeded
     * @param executors the nodes that may still run the present step; the first does so now
     * @param tries how often the present node has tried
     * @param since when the present node's time began
     */
    public record Running(
            List<List<PowerStep>> levels, List<ResourceId> by, List<NodeName> executors, int tries, Instant since)
            implements Phase {
        public Running {
            levels = List.copyOf(levels);
            by = List.copyOf(by);
            executors = List.copyOf(executors);
        }

        PowerStep step() {
            return levels.get(0).get(0);
        }
    }

    /** It is over. */
    public record Ended() implements Phase {}

    /** Whether a device is at work, whose word is worth waiting for. */
    public boolean isRunning() {
        return phase instanceof Running;
    }

    FencingState with(Phase changed) {
        return new FencingState(task, configuration, candidates, changed, failures);
    }

    FencingState with(FencingTask changed) {
        return new FencingState(changed, configuration, candidates, phase, failures);
    }

    FencingState with(ResourceId device, Candidate changed) {
        var all = new TreeMap<>(candidates);
        all.put(device, changed);
        return new FencingState(task, configuration, all, phase, failures);
    }

    FencingState withFailure(String failure) {
        var all = new ArrayList<>(failures);
        all.add(failure);
        return new FencingState(task, configuration, candidates, phase, all);
    }
}
