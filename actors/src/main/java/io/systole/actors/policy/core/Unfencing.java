package io.systole.actors.policy.core;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
import io.systole.policy.graph.GraphAction;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node that was unfenced (fencing action {@code on}) notes in its transient attributes: when, and the digests of the
 * devices' parameters, so that the planner unfences it again only after its restart or when a device has changed.
 */
final class Unfencing {
    private static final String WHEN = "#node-unfenced";
    private static final String ALL = "#digests-all";
    private static final String SECURE = "#digests-secure";
    private static final List<String> NAMES = List.of(WHEN, ALL, SECURE);

    private Unfencing() {}

    static boolean isMark(String attribute) {
        return NAMES.contains(attribute);
    }

    static boolean unfences(InFlight sent, NodeName node) {
        return sent.isFencing()
                && node.equals(sent.action().onNode())
                && InFlight.fencingAction(sent.action()).equals("on");
    }

    static SortedMap<String, String> marks(GraphAction action, Instant at) {
        var marks = new TreeMap<String, String>();
        marks.put(WHEN, Long.toString(at.getEpochSecond()));
        String all = action.meta("digests_all");
        String secure = action.meta("digests_secure");
        if (all != null) {
            marks.put(ALL, all);
        }
        if (secure != null) {
            marks.put(SECURE, secure);
        }
        return marks;
    }

    /** Whether the node has noted all of it. */
    static boolean shows(Cib cib, NodeName node, SortedMap<String, String> marks) {
        var noted = new TreeMap<String, String>();
        for (NodeState state : cib.status().nodeStates()) {
            if (node.equals(state.uname())) {
                for (PropertySet set : state.transientSets()) {
                    for (NvPair pair : set.pairs()) {
                        noted.put(String.valueOf(pair.name()), String.valueOf(pair.value()));
                    }
                }
            }
        }
        return noted.entrySet().containsAll(marks.entrySet());
    }
}
