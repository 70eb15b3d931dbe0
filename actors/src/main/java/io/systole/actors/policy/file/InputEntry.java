package io.systole.actors.policy.file;

import io.systole.actors.policy.core.PlanInput.Series;
import io.systole.actors.policy.wire.KeptInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** A line of the index of kept inputs. */
record InputEntry(Series series, int sequence, long term, int number, Instant at, String reason) {
    private static final int FIELDS = 6;

    String file() {
        return series.word() + "-" + sequence + ".bz2";
    }

    KeptInput told() {
        return new KeptInput(file(), term, number, at, reason);
    }

    /** A text without what separates fields and lines. */
    static String line(String text) {
        return text.replaceAll("[\\t\\r\\n]+", " ");
    }

    /** Reads a line; one that is damaged is left aside. */
    static Optional<InputEntry> parse(String line) {
        String[] fields = line.split("\t", FIELDS);
        if (fields.length < FIELDS) {
            return Optional.empty();
        }
        try {
            int sequence = Integer.parseInt(fields[1]);
            long term = Long.parseLong(fields[2]);
            int number = Integer.parseInt(fields[3]);
            Instant at = Instant.parse(fields[4]);
            return Stream.of(Series.values())
                    .filter(series -> series.word().equals(fields[0]) && sequence >= 0)
                    .map(series -> new InputEntry(series, sequence, term, number, at, fields[5]))
                    .findFirst();
        } catch (NumberFormatException | DateTimeException damaged) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return String.join(
                "\t",
                series.word(),
                Integer.toString(sequence),
                Long.toString(term),
                Integer.toString(number),
                at.toString(),
                reason);
    }
}
