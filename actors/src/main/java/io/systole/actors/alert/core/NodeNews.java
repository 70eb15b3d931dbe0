package io.systole.actors.alert.core;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes became members or were lost. All members see it, the DC alone tells of it. The others keep what they saw
 * until it is certain that the DC lived to tell it: what was seen since the DC may have been dead is told by the next one,
 * first of all that the DC itself is lost.
 *
 * @param members the runs of nodes that are members now
 * @param untold what may not have been told yet, oldest first
 * @param begun whether this node has been a member
 * @param dcHeard whether the DC was heard of when the last view came
 */
record NodeNews(SortedMap<NodeName, Long> members, List<Change> untold, boolean begun, boolean dcHeard) {
    private static final int UNTOLD_MAX = 100;

    /** A node that became a member, or was one. */
    record Change(NodeName node, boolean member, Instant at) {}

    NodeNews {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        untold = List.copyOf(untold.subList(Math.max(0, untold.size() - UNTOLD_MAX), untold.size()));
    }

    static NodeNews none() {
        return new NodeNews(new TreeMap<>(), List.of(), false, false);
    }

    /** With what another view, or another DC, brings. */
    NodeNews seeing(MembershipView view, @Nullable NodeName dc, Duration detection, Instant at) {
        var now = members(view);
        if (!begun && !now.containsKey(view.self())) {
            return this;
        }
        // Whoever comes to others is told of by them; whoever is the first tells of all that come.
        var before = begun || now.size() == 1 ? members : now;
        Standing standing =
                dc == null ? null : view.node(dc).map(NodeView::standing).orElse(null);
        boolean heard = standing != null && standing.online();
        var left = new ArrayList<Change>();
        for (Change change : untold) {
            boolean told = standing == Standing.LEAVING
                    || ((heard || dcHeard) && change.at().isBefore(at.minus(detection)));
            if (!told || view.self().equals(dc)) {
                left.add(change);
            }
        }
        left.addAll(changes(before, now, at));
        return new NodeNews(now, left, true, heard);
    }

    NodeNews told() {
        return new NodeNews(members, List.of(), begun, dcHeard);
    }

    /** A silent node is what it was before, until something is concluded. */
    private SortedMap<NodeName, Long> members(MembershipView view) {
        var now = new TreeMap<NodeName, Long>();
        for (NodeView node : view.nodes()) {
            boolean silent = node.standing() == Standing.SUSPECT
                    && Long.valueOf(node.incarnation()).equals(members.get(node.name()));
            if (node.standing().online() || silent) {
                now.put(node.name(), node.incarnation());
            }
        }
        return now;
    }

    private static List<Change> changes(SortedMap<NodeName, Long> before, SortedMap<NodeName, Long> now, Instant at) {
        var changes = new ArrayList<Change>();
        before.forEach((node, run) -> {
            if (!run.equals(now.get(node))) {
                changes.add(new Change(node, false, at));
            }
        });
        now.forEach((node, run) -> {
            if (!run.equals(before.get(node))) {
                changes.add(new Change(node, true, at));
            }
        });
        return changes;
    }
}
