package io.systole.actors.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Virtual time: what is due first happens first. All that chance decides is drawn here, from one seed. Milliseconds. */
final class Timeline {
    private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private record Due(long at, long number, Runnable event) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final SplittableRandom random;
    private final List<String> story = new ArrayList<>();
    private long now;
    private long number;
    private long fingerprint = 17;

    Timeline(long seed) {
        random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
    }

    /** Since the beginning. */
    long now() {
        return now;
    }

    Instant instant() {
        return Instant.ofEpochMilli(BEGIN + now);
    }

    void in(long millis, Runnable event) {
        number++;
        queue.add(new Due(now + millis, number, event));
    }

    /** The next event happens, unless it is due later. */
    boolean next(long until) {
        Due due = queue.peek();
        if (due == null || due.at() > until) {
            now = until;
            return false;
        }
        queue.remove();
        now = due.at();
        due.event().run();
        return true;
    }

    /** From 0, below the bound. */
    int draw(int bound) {
        return random.nextInt(bound);
    }

    long between(int least, int most) {
        return least + (long) random.nextInt(most - least + 1);
    }

    boolean chance(int permille) {
        return permille > 0 && random.nextInt(1000) < permille;
    }

    <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    void tell(String line) {
        fingerprint = fingerprint * 31 + line.hashCode() + now;
        story.add(String.format("%8.3f ", now / 1000.0) + line);
    }

    List<String> story() {
        return story;
    }

    /** The same for the same history. */
    long fingerprint() {
        return fingerprint;
    }
}
