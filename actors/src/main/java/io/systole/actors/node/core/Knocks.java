package io.systole.actors.node.core;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who asked when to be let in by this node's side. While this node was paused, and until it knows better, nobody did: what
 * it hears then may have waited for it, and whoever said it may be gone.
 */
public record Knocks(SortedMap<NodeName, Instant> times) {
    /** How long a node that asked to be let in counts as a supporter without asking again. */
    private static final Duration SUPPORT_LASTS = Duration.ofSeconds(1);

    public Knocks {
        times = Collections.unmodifiableSortedMap(new TreeMap<>(times));
    }

    /** Nobody yet. */
    public static Knocks none() {
        return new Knocks(new TreeMap<>());
    }

    /** A node says whom it asks to be let in; null for nobody. */
    public Knocks heard(NodeName from, @Nullable NodeName asked, @Nullable MembershipView view, Instant at) {
        var changed = new TreeMap<>(times);
        boolean counts =
                asked != null && view != null && !view.asleep() && view.online().contains(asked);
        if (counts) {
            changed.put(from, at);
        } else {
            changed.remove(from);
        }
        return new Knocks(changed);
    }

    /** What counts in this view. */
    public Knocks in(MembershipView view) {
        return view.asleep() ? none() : this;
    }

    /** Who asks now. */
    public SortedSet<NodeName> supporters(Instant at) {
        var supporters = new TreeSet<NodeName>();
        times.forEach((name, since) -> {
            if (!at.isAfter(since.plus(SUPPORT_LASTS))) supporters.add(name);
        });
        return supporters;
    }
}
