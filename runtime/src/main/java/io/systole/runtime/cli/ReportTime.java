package io.systole.runtime.cli;

import io.systole.cib.value.Spans;
import io.systole.runtime.ExitCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** A moment as people give it: with an offset, in the local zone, a day, or how long ago. */
final class ReportTime {
    private static final List<Function<String, Instant>> FORMS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant(),
            text -> LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant());

    private ReportTime() {}

    static Instant parse(String option, String text, Instant now) throws CommandFailed {
        for (Function<String, Instant> form : FORMS) {
            Optional<Instant> moment = tried(form, text.strip().replace(' ', 'T'));
            if (moment.isPresent()) {
                return moment.get();
            }
        }
        boolean days = text.matches("\\d{1,5} ?d(ays?)?");
        OptionalLong ms = days
                ? OptionalLong.of(Duration.ofDays(Long.parseLong(text.replaceAll("\\D", "")))
                        .toMillis())
                : Spans.milliseconds(text);
        if (ms.isPresent() && ms.getAsLong() >= 0 && text.matches(".*[a-z]")) {
            return now.minusMillis(ms.getAsLong());
        }
        throw new CommandFailed(
                ExitCode.USAGE,
                option + " " + text + ": is no time; expected one such as 2026-11-30T12:00:00Z, \"2026-11-30 12:00\","
                        + " 2026-11-30, or how long ago: 90min, 6h, 2d");
    }

    private static Optional<Instant> tried(Function<String, Instant> form, String text) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }
}
