package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the client saw. */
record ClientRecord(List<Fetch> fetches) {
    /** The most that a fetch may take, connecting and reading together. */
    private static final Duration FETCH_TAKES = Duration.ofMillis(2L * PageClient.TIMEOUT_MS);

    /** One fetch: when it began, whether the page came, and from whom (or why not). */
    record Fetch(long nanos, boolean ok, String detail) {}

    /** The time without the page around a fault. */
    record Outage(Duration length, String servedBefore, String servedAfter, int failed) {}

    ClientRecord {
        fetches = List.copyOf(fetches);
    }

    static ClientRecord read(Path file) throws IOException {
        return Files.exists(file) ? parse(Files.readAllLines(file)) : new ClientRecord(List.of());
    }

    /** Reads complete lines; the last may still be being written. */
    static ClientRecord parse(List<String> lines) {
        return new ClientRecord(lines.stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 3)
                .map(words -> new Fetch(Long.parseLong(words[0]), words[1].equals("ok"), words[2]))
                .toList());
    }

    /** The first page that came, of those that were asked for after the moment, from another than the host given. */
    Optional<Fetch> firstPageAfter(long nanos, String notFrom) {
        return fetches.stream()
                .filter(fetch ->
                        fetch.ok() && fetch.nanos() > nanos && !fetch.detail().equals(notFrom))
                .findFirst();
    }

    /**
     * The outage that the fault caused: from the last page before the first failure to the first page after it. A fetch
     * that was under way when the fault came failed of it, too, though it began before.
     */
    Optional<Outage> outageAfter(long nanos) {
        for (var index = 1; index < fetches.size(); index++) {
            var fetch = fetches.get(index);
            if (fetch.nanos() >= nanos - FETCH_TAKES.toNanos() && !fetch.ok()) {
                return outageFrom(index);
            }
        }
        return Optional.empty();
    }

    private Optional<Outage> outageFrom(int firstFailed) {
        var before = fetches.get(firstFailed - 1);
        for (var index = firstFailed; index < fetches.size(); index++) {
            var fetch = fetches.get(index);
            if (fetch.ok()) {
                var length = Duration.ofNanos(fetch.nanos() - before.nanos());
                return Optional.of(new Outage(length, before.detail(), fetch.detail(), index - firstFailed));
            }
        }
        return Optional.empty();
    }
}
