package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.policy.graph.GraphXml;
import io.systole.policy.simulation.SimulateOptions;
import io.systole.policy.simulation.SimulateRun;
import io.systole.runtime.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Simulates all CIBs of a directory, and writes what each comes to beside the others. Goes on past a bad input. */
final class SimulateCases {
    private static final String SUFFIX = ".xml";

    private final Path cases;
    private final Path out;
    private final @Nullable Path dates;

    SimulateCases(Path cases, Path out, @Nullable Path dates) {
        this.cases = cases;
        this.out = out;
        this.dates = dates;
    }

    /** Returns how many inputs were bad. */
    int run() throws CommandFailed {
        try {
            Files.createDirectories(out);
            Map<String, String> dateOf = dates();
            int bad = 0;
            for (String name : names()) {
                bad += one(name, dateOf.get(name)) ? 0 : 1;
            }
            return bad;
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.FAILED, e.getMessage() + ": cannot be read or written; are the directories right?");
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(cases)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    private Map<String, String> dates() throws IOException {
        Map<String, String> found = new TreeMap<>();
        Path table = dates == null ? cases.toAbsolutePath().normalize().resolveSibling("cases.tsv") : dates;
        if (dates != null || Files.exists(table)) {
            for (String line : Files.readAllLines(table)) {
                String[] columns = line.split("\t", -1);
                if (columns.length > 1 && !columns[1].isBlank()) {
                    found.put(columns[0], columns[1].trim());
                }
            }
        }
        return found;
    }

    private boolean one(String name, @Nullable String date) throws IOException {
        try {
            String document = Files.readString(cases.resolve(name + SUFFIX));
            Cib cib = CibSource.understood(name, CibXml.readForeign(document));
            Instant wallClock = Instant.now();
            SimulateDate moment = SimulateDate.of(cib, date, wallClock);
            SimulateRun.Result whole =
                    SimulateRun.run(cib, moment.now(), wallClock, moment.line(), SimulateOptions.whole());
            SimulateRun.Result scores =
                    SimulateRun.run(cib, moment.now(), wallClock, moment.line(), SimulateOptions.scoresAlone());
            write(name + ".summary", String.join("\n", whole.text()));
            write(name + ".exp", GraphXml.write(whole.graph(), 1));
            write(
                    name + ".scores",
                    String.join("\n", scores.text().stream().sorted().toList()));
            write(name + ".dot", String.join("\n", whole.dot()));
            Files.deleteIfExists(out.resolve(name + ".error"));
            return true;
        } catch (FieldToolFailed | RuntimeException | IOException | StackOverflowError e) {
            String said = e.getMessage();
            write(name + ".error", said == null ? e.toString() : said);
            return false;
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(out.resolve(name), text.endsWith("\n") ? text : text + "\n");
    }
}
