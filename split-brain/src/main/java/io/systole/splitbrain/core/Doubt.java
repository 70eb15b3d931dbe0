package io.systole.splitbrain.core;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Others have said, since then, that they hold this run for dead; the rest is being asked. */
record Doubt(SortedSet<String> by, Instant since) {
    Doubt {
        by = Collections.unmodifiableSortedSet(new TreeSet<>(by));
    }

    Doubt alsoBy(String another) {
        var all = new TreeSet<>(by);
        all.add(another);
        return new Doubt(all, since);
    }
}
