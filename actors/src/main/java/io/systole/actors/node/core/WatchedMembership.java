package io.systole.actors.node.core;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.PropertySet;
import io.systole.cib.value.Truth;
import io.systole.fencing.config.WatchdogFencing;
import io.systole.fencing.sbd.core.ClusterSight;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.QuorumVerdict;
import java.util.Objects;
import java.util.stream.Stream;

/** What a node's watch has to know of membership, and the cluster of the watch. */
public final class WatchedMembership {
    /** The node's transient attribute with the timeout of its watchdog, in milliseconds. */
    public static final String ATTRIBUTE = WatchdogFencing.ATTRIBUTE;

    private WatchedMembership() {}

    /** Quorum counts for what it proves: with a majority of all votes nobody else can have it. */
    public static ClusterSight sight(MembershipView view) {
        QuorumVerdict quorum = view.quorum();
        if (!quorum.quorate() || view.asleep()) return ClusterSight.NO_QUORUM;
        return 2 * quorum.votes() > quorum.expected() ? ClusterSight.QUORUM : ClusterSight.QUORUM_ALONE;
    }

    /** The node's attribute; empty without one. */
    public static String attribute(Cib cib, NodeName node) {
        return cib.status().nodeStates().stream()
                .filter(state -> node.equals(state.uname()))
                .flatMap(state -> state.transientSets().stream())
                .map(set -> set.value(ATTRIBUTE))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** Fencing by watchdog is wished for, and have-watchdog does not say yet that it can be had. */
    public static boolean lacksHaveWatchdog(Cib cib) {
        return WatchdogFencing.wished(cib) && options(cib).noneMatch(set -> Truth.isTrue(set.value("have-watchdog")));
    }

    private static Stream<PropertySet> options(Cib cib) {
        return cib.configuration().crmConfig().stream();
    }
}
