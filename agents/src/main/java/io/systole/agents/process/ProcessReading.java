package io.systole.agents.process;

import io.systole.agents.process.ProcessPicture.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads what proc(5) says of processes. */
final class ProcessReading {
    /** The kernel counts CPU time for programs in hundredths of a second, whatever its own clock (proc(5), USER_HZ). */
    private static final int TICK_MS = 10;

    private ProcessReading() {}

    /** @param entries directories of processes */
    static ProcessPicture of(List<Path> entries) {
        return new ProcessPicture(entries.stream()
                .map(ProcessReading::task)
                .flatMap(Optional::stream)
                .toList());
    }

    /** The fields of a process's stat behind its name, from the state on; the name may hold anything. */
    static String[] fields(Path entry) throws IOException {
        var stat = stat(entry);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    private static String stat(Path entry) throws IOException {
        return Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
    }

    private static Optional<Task> task(Path entry) {
        try {
            var stat = stat(entry);
            var name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            var fields = fields(entry);
            var ticks = Long.parseLong(fields[11])
                    + Long.parseLong(fields[12])
                    + Long.parseLong(fields[13])
                    + Long.parseLong(fields[14]);
            var io = lines(entry.resolve("io"));
            return Optional.of(new Task(
                    Long.parseLong(entry.getFileName().toString()),
                    Long.parseLong(fields[1]),
                    name,
                    fields[0].charAt(0),
                    waitsIn(entry),
                    Duration.ofMillis(ticks * TICK_MS),
                    count(io, "read_bytes: "),
                    count(io, "write_bytes: ")));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException gone) {
            return Optional.empty();
        }
    }

    private static String waitsIn(Path entry) {
        var lines = lines(entry.resolve("wchan"));
        return lines.isEmpty() || lines.get(0).equals("0") ? "" : lines.get(0);
    }

    /** None of a file that is not there, or that only others may read. */
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static long count(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.substring(key.length()).strip()))
                .findFirst()
                .orElse(0);
    }
}
