package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Others have said, since then, that they hold this run for dead; the rest is being asked. */
record Doubt(SortedSet<String> by, Instant since) {
    Doubt {
        by = Collections.unmodifiableSortedSet(new TreeSet<>(by));
    }

    /** Whether a run of that node is among them: named {@code NODE#INCARNATION}, or by its name alone. */
    boolean isBy(NodeName node) {
        String run = node.value() + "#";
        return by.stream().anyMatch(peer -> peer.equals(node.value()) || peer.startsWith(run));
    }

    Doubt alsoBy(String another) {
        var all = new TreeSet<>(by);
        all.add(another);
        return new Doubt(all, since);
    }
}
