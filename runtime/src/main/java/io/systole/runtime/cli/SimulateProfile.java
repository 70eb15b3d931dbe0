package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.policy.output.ReportElement;
import io.systole.policy.simulation.SimulateOptions;
import io.systole.policy.simulation.SimulateRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans every CIB of a directory, and tells the CPU time that each takes, reading aside. */
final class SimulateProfile {
    private static final double NANOS = 1e9;

    private final Path directory;
    private final int repeat;
    private final @Nullable String date;
    private final SimulateOptions.Show show;
    private final List<String> text = new ArrayList<>();
    private final List<ReportElement> timings = new ArrayList<>();

    SimulateProfile(Path directory, int repeat, @Nullable String date, SimulateOptions.Show show) {
        this.directory = directory;
        this.repeat = Math.max(0, repeat);
        this.date = date;
        this.show = show;
    }

    /** Fills text and timings; a file that cannot be understood is left out. */
    SimulateProfile run() throws FieldToolFailed {
        for (Path file : files()) {
            if (text.isEmpty() && !(show.quiet() && show.scores())) {
                text.add("Timings:");
            }
            one(file);
        }
        return this;
    }

    private List<Path> files() throws FieldToolFailed {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(".xml"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new FieldToolFailed(FieldExit.NO_SUCH, Documents.unreadable(directory.toString(), e));
        }
    }

    private void one(Path file) {
        Cib cib;
        try {
            cib = CibXml.readForeign(Documents.read(file.toString()))
                    .understood()
                    .orElse(null);
        } catch (IOException e) {
            return;
        }
        if (cib == null) {
            return;
        }
        Instant wallClock = Instant.now();
        Instant now = SimulateDate.of(cib, date, wallClock).now();
        var quiet =
                new SimulateOptions.Show(false, show.scores(), show.utilization(), true, false, false, show.status());
        var options = new SimulateOptions(SimulateOptions.Extent.RUN, quiet, SimulateOptions.Events.none(), List.of());
        long before = cpuNanos();
        for (int i = 0; i < repeat; i++) {
            SimulateRun.Result result = SimulateRun.run(cib, now, wallClock, null, options);
            result.text().forEach(line -> text.add(line.startsWith("  * ") || show.quiet() ? line : "  * " + line));
        }
        double seconds = (cpuNanos() - before) / NANOS;
        text.add((show.quiet() && show.scores() ? "" : "  * ") + "Testing " + file
                + String.format(Locale.ROOT, " ... %.2f secs", seconds));
        timings.add(ReportElement.leaf("timing")
                .with("file", file.toString())
                .with("duration", String.format(Locale.ROOT, "%.6f", seconds)));
    }

    private static long cpuNanos() {
        var threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }

    List<String> text() {
        return text;
    }

    List<ReportElement> report() {
        return List.of(ReportElement.list("timings", timings));
    }
}
