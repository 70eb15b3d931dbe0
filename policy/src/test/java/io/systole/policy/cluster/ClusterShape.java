package io.systole.policy.cluster;

import java.util.List;
import java.util.Locale;

/**
 * How large a generated cluster is, and what it consists of.
 *
 * @param count how many resources of that kind
 */
public record ClusterShape(int nodes, Kind kind, int count) {
    /** The members of each generated group. */
    static final int GROUP_SIZE = 5;

    /** What a cluster consists of. */
    public enum Kind {
        /** Primitives, each of which prefers a node, one after the other. */
        PRIMITIVES,
        /** Groups, each colocated with the one before and ordered after it; the first prefers the first node. */
        GROUPS,
        /** Clones of a primitive, on all nodes. */
        CLONES,
        /** Primitives, each colocated with the one before and ordered after it; the first prefers the first node. */
        CHAIN,
        /** As a chain, but each is colocated with the one that comes after it in the configuration. */
        CHAIN_BACKWARDS,
        /** One group of that many members. */
        ONE_GROUP
    }

    /** The clusters whose plans are measured. */
    public static List<ClusterShape> measured() {
        return List.of(
                new ClusterShape(16, Kind.PRIMITIVES, 100),
                new ClusterShape(16, Kind.PRIMITIVES, 500),
                new ClusterShape(16, Kind.PRIMITIVES, 1000),
                new ClusterShape(16, Kind.PRIMITIVES, 2000),
                new ClusterShape(16, Kind.GROUPS, 50),
                new ClusterShape(16, Kind.GROUPS, 100),
                new ClusterShape(16, Kind.CLONES, 10),
                new ClusterShape(16, Kind.CLONES, 50),
                new ClusterShape(64, Kind.PRIMITIVES, 5000));
    }

    /** As it stands in tables and names of files, such as {@code 16-nodes-50-groups}. */
    public String word() {
        return nodes + "-nodes-" + count + "-"
                + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
