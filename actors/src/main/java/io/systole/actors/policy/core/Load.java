package io.systole.actors.policy.core;

import io.systole.cib.NodeName;
import io.systole.policy.graph.GraphAction;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the operations in flight against the limits; fencing, pseudo and cluster actions are free. */
final class Load {
    private final Limits limits;
    private final SortedMap<NodeName, Integer> operations = new TreeMap<>();
    private final SortedMap<NodeName, Integer> migrations = new TreeMap<>();
    private int total;

    Load(Limits limits) {
        this.limits = limits;
    }

    void add(InFlight sent) {
        if (!sent.isOperation()) {
            return;
        }
        total++;
        NodeName node = InFlight.executor(sent.action());
        if (node != null) {
            operations.merge(node, 1, Integer::sum);
            if (sent.isMigration()) {
                migrations.merge(node, 1, Integer::sum);
            }
        }
    }

    boolean leavesRoomFor(GraphAction action) {
        NodeName node = InFlight.executor(action);
        if (action.kind() != GraphAction.Kind.RESOURCE_OP || node == null) {
            return true;
        }
        return below(limits.batch(), total)
                && below(limits.perNode(), operations.getOrDefault(node, 0))
                && (!InFlight.isMigration(action)
                        || below(limits.migrationsPerNode(), migrations.getOrDefault(node, 0)));
    }

    private static boolean below(int limit, int present) {
        return limit == 0 || present < limit;
    }
}
