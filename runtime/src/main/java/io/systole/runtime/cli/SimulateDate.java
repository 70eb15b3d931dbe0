package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.cib.value.IsoTime;
import io.systole.cib.value.Numbers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The moment that a simulation plans at: the one given, else the one that the CIB was saved at, else the present.
 *
 * @param line what is said about it, where it is not the present
 */
record SimulateDate(Instant now, @Nullable String line) {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    static SimulateDate of(Cib cib, @Nullable String given, Instant present) {
        if (given != null) {
            IsoTime time = IsoTime.parse(given, present);
            Instant now = time == null ? present : Instant.ofEpochSecond(time.epochSecond());
            return new SimulateDate(now, "Setting effective cluster time: " + given);
        }
        String saved = cib.header().executionDate();
        if (saved == null) {
            return new SimulateDate(present, null);
        }
        Instant now = Instant.ofEpochSecond(Numbers.integerOr(saved, 0));
        return new SimulateDate(now, "Using the original execution date of: " + FORM.format(now));
    }
}
