package io.systole.actors.node.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whom this node refused lately, and why. They ask again and again: each is news once, and shown for as long as it goes
 * on. {@code seen}: when each was refused last, by what is said of it.
 */
public record RefusedPeers(SortedMap<String, Instant> seen) {
    /** Asking around happens several times a second. */
    private static final Duration SHOWN_FOR = Duration.ofSeconds(10);

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    /** More is an attack or a mad configuration; the first hundred tell as much. */
    private static final int KNOWN_MAX = 100;

    public RefusedPeers {
        seen = Collections.unmodifiableSortedMap(new TreeMap<>(seen));
    }

    public static RefusedPeers none() {
        return new RefusedPeers(new TreeMap<>());
    }

    /** Whether saying it in the log tells anything. */
    public boolean isNews(String what) {
        return !seen.containsKey(what) && seen.size() < KNOWN_MAX;
    }

    public RefusedPeers met(String what, Instant at) {
        var changed = new TreeMap<>(seen);
        changed.values().removeIf(last -> last.plus(FORGOTTEN_AFTER).isBefore(at));
        if (changed.containsKey(what) || changed.size() < KNOWN_MAX) {
            changed.put(what, at);
        }
        return new RefusedPeers(changed);
    }

    /** Those who asked within the last moments. */
    public List<String> current(Instant now) {
        return seen.entrySet().stream()
                .filter(entry -> !entry.getValue().plus(SHOWN_FOR).isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
    }
}
