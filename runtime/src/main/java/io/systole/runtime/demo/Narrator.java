package io.systole.runtime.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells the story, each line with the milliseconds since the beginning. Colours only where a human looks. */
final class Narrator {
    private record Phase(String name, Duration took) {}

    private final PrintWriter out;
    private final boolean colours;
    private final long beginMs = System.currentTimeMillis();
    private final List<Phase> phases = new ArrayList<>();

    Narrator(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    void title(String text) {
        out.println();
        out.println(styled("1", text));
        out.println();
        out.flush();
    }

    /** A thing that happens now. */
    void tell(String text) {
        tellAt(System.currentTimeMillis(), text);
    }

    /** A thing that happened at that time of the wall clock. */
    void tellAt(long atMs, String text) {
        out.println(styled("2", String.format(Locale.ROOT, "%8d ms", atMs - beginMs)) + "  " + text);
        out.flush();
    }

    /** More about the line before. */
    void detail(String text) {
        out.println("             " + text);
        out.flush();
    }

    String bad(String text) {
        return styled("31", text);
    }

    String good(String text) {
        return styled("32", text);
    }

    void phase(String name, long fromMs, long toMs) {
        phases.add(new Phase(name, Duration.ofMillis(Math.max(0, toMs - fromMs))));
    }

    void summary() {
        var width =
                phases.stream().mapToInt(phase -> phase.name().length()).max().orElse(0);
        out.println();
        out.println(styled("1", "How long it took"));
        for (var phase : phases) {
            out.printf(
                    Locale.ROOT,
                    "  %-" + Math.max(1, width) + "s  %6d ms%n",
                    phase.name(),
                    phase.took().toMillis());
        }
        out.println();
        out.flush();
    }

    private String styled(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
