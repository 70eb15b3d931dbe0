package io.systole.runtime.doctor;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a cluster by the node that was asked, or by a host whose node does not run.
 *
 * @param asked that node or host
 * @param running whether its node runs
 * @param nodes those of the configuration file
 * @param hosts what hosts said, in the order of their names
 * @param silent why others said nothing
 * @param clocks how far clocks are before that of the asked node
 * @param configuration what the verification says
 * @param attention what the status says first
 * @param fencing null where it is not known
 */
public record ClusterFacts(
        String asked,
        boolean running,
        List<String> nodes,
        List<HostFacts> hosts,
        SortedMap<String, String> silent,
        SortedMap<String, Clock> clocks,
        List<Remark> configuration,
        List<String> attention,
        @Nullable Fencing fencing) {
    public ClusterFacts {
        nodes = List.copyOf(nodes);
        hosts = List.copyOf(hosts);
        silent = Collections.unmodifiableSortedMap(new TreeMap<>(silent));
        clocks = Collections.unmodifiableSortedMap(new TreeMap<>(clocks));
        configuration = List.copyOf(configuration);
        attention = List.copyOf(attention);
    }

    /**
     * A clock against another.
     *
     * @param aheadMs negative where it is behind
     * @param exactMs it may be so much more or less: half of the way there and back
     */
    public record Clock(long aheadMs, long exactMs) {}

    /** What is said of the configuration; an error or a warning. */
    public record Remark(boolean error, String text) {}

    /**
     * Whether nodes can be fenced.
     *
     * @param enabled whether the cluster fences at all
     * @param failures those that no success of the same node came after
     */
    public record Fencing(boolean enabled, List<Target> targets, List<Failure> failures) {
        public Fencing {
            targets = List.copyOf(targets);
            failures = List.copyOf(failures);
        }

        /** The last attempt to fence a node failed. */
        public record Failure(String node, Instant at, String why) {}

        /**
         * One node.
         *
         * @param fenceable yes, no, or unchecked
         * @param missing what is not as it should be
         */
        public record Target(String node, String fenceable, List<String> missing) {
            public Target {
                missing = List.copyOf(missing);
            }
        }
    }
}
