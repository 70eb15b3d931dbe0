package io.systole.runtime.host;

import io.systole.runtime.doctor.HostFacts.Time;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the clock follows a time server, as the host's own tools tell. */
final class HostClock {
    private static final long LIMIT_S = 2;

    private HostClock() {}

    static Time read() {
        Optional<String> timedatectl =
                Command.output(LIMIT_S, List.of("timedatectl", "show", "--property=NTPSynchronized", "--value"));
        if (timedatectl.isPresent() && !timedatectl.get().isBlank()) {
            return time(timedatectl.get().strip().equals("yes"), "timedatectl");
        }
        Optional<String> chronyc = Command.output(LIMIT_S, List.of("chronyc", "-n", "tracking"));
        if (chronyc.isPresent()) {
            boolean normal = chronyc.get()
                    .lines()
                    .anyMatch(
                            line -> line.toLowerCase(Locale.ROOT).startsWith("leap status") && line.endsWith("Normal"));
            return time(normal, "chronyc");
        }
        return new Time(System.currentTimeMillis(), null, "neither timedatectl nor chronyc answers");
    }

    private static Time time(boolean synchronised, String source) {
        return new Time(System.currentTimeMillis(), synchronised, source);
    }
}
