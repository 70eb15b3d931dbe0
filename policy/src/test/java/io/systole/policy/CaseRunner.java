package io.systole.policy;

import io.systole.cib.Cib;
import io.systole.cib.value.IsoTime;
import io.systole.cib.value.Numbers;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import io.systole.policy.graph.GraphXml;
import io.systole.policy.simulation.SimulateOptions;
import io.systole.policy.simulation.SimulateRun;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plans every CIB of a directory and writes scores, graph and summary beside each other, to be compared with what other
 * planners decide. Arguments: directory of NAME.xml, output directory, optionally names of single cases.
 */
public final class CaseRunner {
    private static final PrintStream OUT = System.out;

    private final Path cases;
    private final Path out;
    private final Map<String, String> dates;

    private CaseRunner(Path cases, Path out) throws IOException {
        this.cases = cases;
        this.out = out;
        this.dates = dates(cases.resolveSibling("cases.tsv"));
    }

    public static void main(String[] args) throws IOException {
        CaseRunner runner = new CaseRunner(Path.of(args[0]), Path.of(args[1]));
        Files.createDirectories(runner.out);
        List<String> names = args.length > 2 ? List.of(args).subList(2, args.length) : runner.names();
        int failed = 0;
        for (String name : names) {
            failed += runner.run(name) ? 0 : 1;
        }
        OUT.println(names.size() + " cases, " + failed + " with an exception");
    }

    private static Map<String, String> dates(Path table) throws IOException {
        Map<String, String> dates = new TreeMap<>();
        if (Files.exists(table)) {
            for (String line : Files.readAllLines(table)) {
                String[] columns = line.split("\t", -1);
                if (columns.length > 1 && !columns[1].isBlank()) {
                    dates.put(columns[0], columns[1]);
                }
            }
        }
        return dates;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(cases)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".xml"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList();
        }
    }

    private boolean run(String name) throws IOException {
        try {
            CibReading reading = CibXml.readForeign(Files.readString(cases.resolve(name + ".xml")));
            Cib cib = reading.understood().orElseThrow();
            Instant now = now(name, cib);
            SimulateRun.Result whole = SimulateRun.run(cib, now, Instant.now(), null, SimulateOptions.whole());
            SimulateRun.Result scores = SimulateRun.run(cib, now, Instant.now(), null, SimulateOptions.scoresAlone());
            write(name, ".scores", String.join("\n", scores.text()));
            write(name, ".exp", GraphXml.write(whole.graph(), 0));
            write(name, ".summary", String.join("\n", whole.text()));
            return true;
        } catch (RuntimeException | StackOverflowError broken) {
            StringWriter trace = new StringWriter();
            broken.printStackTrace(new PrintWriter(trace));
            String text = trace.toString();
            write(name, ".error", text);
            OUT.println(name + ": " + text.lines().limit(4).collect(Collectors.joining(" | ")));
            return false;
        }
    }

    private Instant now(String name, Cib cib) {
        String date = dates.get(name);
        if (date != null) {
            IsoTime time = IsoTime.parse(date, Instant.now());
            if (time != null) {
                return Instant.ofEpochSecond(time.epochSecond());
            }
        }
        String original = cib.header().executionDate();
        return original == null ? Instant.now() : Instant.ofEpochSecond(Numbers.integerOr(original, 0));
    }

    private void write(String name, String suffix, String text) throws IOException {
        Files.write(out.resolve(name + suffix), (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
