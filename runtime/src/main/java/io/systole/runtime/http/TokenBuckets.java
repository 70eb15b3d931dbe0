package io.systole.runtime.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much each of many may still ask for: everyone has a bucket that holds {@code burst} and gains {@code perSecond}; a request
 * takes one. A full bucket need not be remembered, so only those are that asked of late; where too many did, the longest
 * unheard of is forgotten, in its own favour.
 *
 * @param burst how many at once; at least 1
 * @param perSecond how many a second in the long run; above 0
 * @param buckets those that were not full when they were last asked
 */
record TokenBuckets(int burst, double perSecond, SortedMap<String, Bucket> buckets) {
    static final int REMEMBERED_MAX = 1000;

    /** What was left after the last request. */
    record Bucket(double left, Instant at) {}

    /**
     * What became of a request.
     *
     * @param delay how long until the next one is let in; zero where this one was
     */
    record Taken(TokenBuckets next, Duration delay) {
        boolean isLetIn() {
            return delay.isZero();
        }
    }

    TokenBuckets {
        if (burst < 1 || !(perSecond > 0)) {
            throw new IllegalArgumentException("burst " + burst + ", per second " + perSecond + ": must be above 0");
        }
        buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
    }

    static TokenBuckets of(int burst, double perSecond) {
        return new TokenBuckets(burst, perSecond, new TreeMap<>());
    }

    /** How long until somebody is let in; zero for now. Nothing is taken. */
    Duration waitOf(String who, Instant now) {
        double missing = 1 - left(who, now);
        return missing <= 0 ? Duration.ZERO : Duration.ofMillis(Math.max(1, Math.round(missing / perSecond * 1000)));
    }

    /** Takes one, if there is one. */
    Taken take(String who, Instant now) {
        Duration wait = waitOf(who, now);
        if (!wait.isZero()) {
            return new Taken(this, wait);
        }
        var all = new TreeMap<>(buckets);
        all.put(who, new Bucket(left(who, now) - 1, now));
        return new Taken(new TokenBuckets(burst, perSecond, trimmed(all, who, now)), Duration.ZERO);
    }

    private double left(String who, Instant now) {
        Bucket bucket = buckets.get(who);
        return bucket == null ? burst : filled(bucket, now);
    }

    private double filled(Bucket bucket, Instant now) {
        // A clock that was set back gives nothing, and takes nothing.
        double seconds = Math.max(0, Duration.between(bucket.at(), now).toMillis() / 1000.0);
        return Math.min(burst, bucket.left() + seconds * perSecond);
    }

    private SortedMap<String, Bucket> trimmed(TreeMap<String, Bucket> all, String who, Instant now) {
        if (all.size() > REMEMBERED_MAX) {
            all.entrySet().removeIf(entry -> !entry.getKey().equals(who) && filled(entry.getValue(), now) >= burst);
        }
        while (all.size() > REMEMBERED_MAX) {
            all.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(who))
                    .min((a, b) -> a.getValue().at().compareTo(b.getValue().at()))
                    .map(java.util.Map.Entry::getKey)
                    .ifPresent(all::remove);
        }
        return all;
    }
}
