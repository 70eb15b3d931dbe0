package io.systole.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** When a file that somebody appends to has grown, by the clock of this JVM: theirs may be another. */
final class Growth implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(20);

    private final Path file;
    private final List<Long> grown = new CopyOnWriteArrayList<>();
    private final Ticker ticker;
    private long size;

    /** A time without growth: when it began and ended, after the moment that was asked for. */
    record Pause(Duration began, Duration ended) {
        Duration length() {
            return ended.minus(began);
        }
    }

    Growth(Path file) {
        this.file = file;
        this.ticker = Ticker.every(PERIOD, this::look);
    }

    private void look() {
        try {
            var now = Files.exists(file) ? Files.size(file) : 0;
            if (now != size) {
                size = now;
                grown.add(System.nanoTime());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether it has grown after the moment (of {@link System#nanoTime}). */
    boolean since(long moment) {
        return !grown.isEmpty() && grown.get(grown.size() - 1) > moment;
    }

    /** The longest pause that ended after the moment. */
    Pause longest(long moment) {
        var longest = new Pause(Duration.ZERO, Duration.ZERO);
        for (var index = 1; index < grown.size(); index++) {
            var pause = new Pause(
                    Duration.ofNanos(grown.get(index - 1) - moment), Duration.ofNanos(grown.get(index) - moment));
            if (grown.get(index) > moment && pause.length().compareTo(longest.length()) > 0) {
                longest = pause;
            }
        }
        return longest;
    }

    @Override
    public void close() {
        ticker.close();
    }
}
