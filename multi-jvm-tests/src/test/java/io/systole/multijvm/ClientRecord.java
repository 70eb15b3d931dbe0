package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the client saw. */
record ClientRecord(List<Use> uses) {
    /** The most that one use may take: connecting and reading together, or a command. */
    private static final Duration USE_TAKES = Duration.ofMillis(2L * ClientLoop.TIMEOUT_MS);

    /** One use of the service: when it began, whether it went well, and who served it (or what went wrong). */
    record Use(long nanos, boolean ok, String detail) {}

    /** The time without the service around a fault. */
    record Outage(Duration length, String servedBefore, String servedAfter, int failed) {}

    ClientRecord {
        uses = List.copyOf(uses);
    }

    static ClientRecord read(Path file) throws IOException {
        return Files.exists(file) ? parse(Files.readAllLines(file)) : new ClientRecord(List.of());
    }

    /** Reads complete lines; the last may still be being written. */
    static ClientRecord parse(List<String> lines) {
        return new ClientRecord(lines.stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 3)
                .map(words -> new Use(Long.parseLong(words[0]), words[1].equals("ok"), words[2]))
                .toList());
    }

    /** The first use that went well, of those that began after the moment, by another than the host given. */
    Optional<Use> firstAfter(long nanos, String notFrom) {
        return uses.stream()
                .filter(use -> use.ok() && use.nanos() > nanos && !use.detail().equals(notFrom))
                .findFirst();
    }

    /**
     * The outage that the fault caused: from the last use before the first failure to the first one that went well after
     * it. A use that was under way when the fault came failed of it, too, though it began before.
     */
    Optional<Outage> outageAfter(long nanos) {
        for (var index = 1; index < uses.size(); index++) {
            var use = uses.get(index);
            if (use.nanos() >= nanos - USE_TAKES.toNanos() && !use.ok()) {
                return outageFrom(index);
            }
        }
        return Optional.empty();
    }

    /** The outage that ended with the first use after the moment that went well by another than the host given. */
    Optional<Outage> takeoverAfter(long nanos, String notFrom) {
        return firstAfter(nanos, notFrom).map(uses::indexOf).flatMap(served -> {
            var first = served;
            while (first > 1 && !uses.get(first - 1).ok()) {
                first--;
            }
            return first == 0 ? Optional.empty() : outageFrom(first);
        });
    }

    private Optional<Outage> outageFrom(int firstFailed) {
        var before = uses.get(firstFailed - 1);
        for (var index = firstFailed; index < uses.size(); index++) {
            var use = uses.get(index);
            if (use.ok()) {
                var length = Duration.ofNanos(use.nanos() - before.nanos());
                return Optional.of(new Outage(length, before.detail(), use.detail(), index - firstFailed));
            }
        }
        return Optional.empty();
    }
}
