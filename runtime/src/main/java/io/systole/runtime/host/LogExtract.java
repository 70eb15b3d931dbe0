package io.systole.runtime.host;

import io.systole.runtime.config.SystoleConfig;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node logged in a time: from its file, and the one that was rotated before it; else from the journal.
 *
 * @param notes what is missing, and why
 */
record LogExtract(String text, List<String> notes) {
    private static final String UNIT = "systole.service";
    /** What journalctl says where there is nothing. */
    private static final String NOTHING = "-- No entries";

    private static final long JOURNAL_LIMIT_S = 30;
    /** Asked of the journal at most; it gives the newest. */
    private static final int LINES_MAX = 200_000;
    /** As the log writes a moment. */
    private static final int MOMENT = "2026-11-30T14:00:00.000".length();

    static LogExtract of(SystoleConfig config, Instant from, Instant to, int bytesMax) {
        String file = config.log().file();
        return file.isEmpty() ? journal(from, to, bytesMax) : file(Path.of(file), from, to, bytesMax);
    }

    private static LogExtract file(Path file, Instant from, Instant to, int bytesMax) {
        var text = new StringBuilder();
        var notes = new ArrayList<String>();
        for (Path part : List.of(Path.of(file + ".1"), file)) {
            if (!Files.exists(part)) {
                if (part.equals(file)) {
                    notes.add("log.txt: there is no file " + file);
                }
                continue;
            }
            try {
                add(part, from, to, bytesMax, text, notes);
            } catch (IOException unreadable) {
                notes.add("log.txt: " + part + " cannot be read (" + unreadable.getMessage() + ")");
            }
        }
        return new LogExtract(text.toString(), notes);
    }

    private static void add(Path file, Instant from, Instant to, int bytesMax, StringBuilder text, List<String> notes)
            throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long skipped = Math.max(0, in.length() - bytesMax);
            in.seek(skipped);
            var bytes = new byte[(int) (in.length() - skipped)];
            in.readFully(bytes);
            if (skipped > 0) {
                notes.add("log.txt: the first " + skipped + " bytes of " + file + " were left out");
            }
            boolean within = false;
            for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
                Optional<Instant> at = moment(line);
                within = at.map(moment -> !moment.isBefore(from) && !moment.isAfter(to))
                        .orElse(within);
                if (within) {
                    text.append(line).append('\n');
                }
            }
        }
    }

    /** When a line was written; empty for one that goes on from the line before, as stacks do. */
    static Optional<Instant> moment(String line) {
        int blank = line.indexOf(' ');
        if (blank < MOMENT) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(line.substring(0, blank)).toInstant());
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    private static LogExtract journal(Instant from, Instant to, int bytesMax) {
        var words = new ArrayList<>(List.of(
                "journalctl", "--no-pager", "--output=short-iso-precise", "--unit=" + UNIT, "--lines=" + LINES_MAX));
        if (from.isAfter(Instant.EPOCH)) {
            words.add("--since=@" + from.getEpochSecond());
        }
        if (to.isBefore(Instant.now())) {
            words.add("--until=@" + (to.getEpochSecond() + 1));
        }
        Optional<String> said = Command.output(JOURNAL_LIMIT_S, words);
        if (said.isEmpty() || said.get().isBlank() || said.get().startsWith(NOTHING)) {
            return new LogExtract(
                    "",
                    List.of("log.txt: systole.log.file is empty, so the log goes to standard error, and the journal has"
                            + " nothing of " + UNIT + "; a file can be named there"));
        }
        String text = said.get();
        boolean cut = text.length() > bytesMax;
        return new LogExtract(
                cut ? text.substring(text.length() - bytesMax) : text,
                cut ? List.of("log.txt: only the newest " + bytesMax + " characters of the journal") : List.of());
    }
}
