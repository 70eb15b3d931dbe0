package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps what this node and the others know of refused connections, for as long as it says something about now.
 * <ul>
 *   <li>{@code own}: until when each refusal that this node met counts. One whose port answers again counts for a while
 *       longer: a process that was started anew listens there, and the old run is still as dead as it was.
 *   <li>{@code told}: until when each counts that another node told of; it repeats itself while it holds.
 * </ul>
 */
public record RefusalBook(
        NodeName self, Duration lasts, SortedMap<Refusal, Instant> own, SortedMap<Refusal, Instant> told) {
    public RefusalBook {
        own = Collections.unmodifiableSortedMap(new TreeMap<>(own));
        told = Collections.unmodifiableSortedMap(new TreeMap<>(told));
    }

    /** {@code lasts}: for how long a refusal counts without being met or told of again. */
    public static RefusalBook empty(NodeName self, Duration lasts) {
        return new RefusalBook(self, lasts, new TreeMap<>(), new TreeMap<>());
    }

    /** This node's connection to a run of the subject was refused. */
    public RefusalBook met(NodeName subject, long incarnation, Instant at) {
        var changed = new TreeMap<>(own);
        changed.put(new Refusal(self, subject, incarnation), at.plus(lasts));
        return new RefusalBook(self, lasts, changed, told);
    }

    /** Another node said which refusals it counts; what it no longer names is void. */
    public RefusalBook heard(NodeName observer, SortedSet<Refusal> refusals, Instant at) {
        var changed = new TreeMap<>(told);
        changed.keySet().removeIf(refusal -> refusal.observer().equals(observer));
        for (Refusal refusal : refusals) {
            if (refusal.observer().equals(observer) && !observer.equals(self)) {
                changed.put(refusal, at.plus(lasts));
            }
        }
        return new RefusalBook(self, lasts, own, changed);
    }

    /** Without what has had its time. */
    public RefusalBook at(Instant now) {
        return new RefusalBook(self, lasts, current(own, now), current(told, now));
    }

    /** All that counts, this node's own and the others'. */
    public SortedSet<Refusal> all() {
        var all = new TreeSet<>(own.keySet());
        all.addAll(told.keySet());
        return all;
    }

    private static SortedMap<Refusal, Instant> current(SortedMap<Refusal, Instant> refusals, Instant now) {
        var kept = new TreeMap<>(refusals);
        kept.values().removeIf(until -> !now.isBefore(until));
        return kept;
    }
}
