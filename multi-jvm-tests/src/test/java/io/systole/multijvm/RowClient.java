package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program on the client's host that writes: each time one number more, by a command that has {@code %n} for it and prints
 * who took it. What was acknowledged goes to a file beside the record, and must be found as long as the service lives.
 */
final class RowClient {
    /** A server that waits for its replicas may need longer for a write than one that only reads. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private RowClient() {}

    /** Arguments: the record, then the command. */
    public static void main(String[] arguments) throws IOException {
        var record = Path.of(arguments[0]);
        var command = List.of(arguments).subList(1, arguments.length);
        var last = new AtomicLong();
        ClientLoop.run(record, () -> {
            var number = Long.toString(last.incrementAndGet());
            var by = ClientLoop.command(
                    command.stream().map(word -> word.replace("%n", number)).toList(), LIMIT);
            Files.writeString(
                    acknowledged(record), number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return by;
        });
    }

    private static Path acknowledged(Path record) {
        return record.resolveSibling(record.getFileName() + ".acknowledged");
    }

    /** All numbers that were acknowledged so far. */
    static SortedSet<Long> acknowledgedBy(Path record) throws IOException {
        var file = acknowledged(record);
        return Files.exists(file) ? numbers(Files.readString(file)) : new TreeSet<>();
    }

    /** The numbers in complete lines: one that is being written is not yet there. */
    static SortedSet<Long> numbers(String text) {
        var numbers = new TreeSet<Long>();
        text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .forEach(line -> numbers.add(Long.parseLong(line.strip())));
        return numbers;
    }
}
