package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import io.systole.policy.graph.GraphXml;
import io.systole.policy.simulation.OperationResult;
import io.systole.policy.simulation.SimulateOptions;
import io.systole.policy.simulation.SimulateRun;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the cluster would do with a CIB, with the options and the text of {@code crm_simulate}. */
@Command(
        name = "simulate",
        description = {
            "Shows what the cluster would do: with a CIB from a file, or the live one, and with what is pretended.",
            "Options and text are those of crm_simulate."
        })
final class SimulateCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SimulateEvents events;

    /** Read by picocli alone. The usual -h and -V would take letters that are crm_simulate's. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    private boolean help;

    @Option(
            names = {"-x", "--xml-file"},
            paramLabel = "FILE",
            description = "The CIB; - (or neither -x nor -L) reads standard input.")
    private @Nullable String file;

    @Option(
            names = {"-L", "--live-check"},
            description = "The CIB of the running cluster.")
    private boolean live;

    @Option(
            names = {"-R", "--run"},
            description = "Plan, and show the transition.")
    private boolean run;

    @Option(
            names = {"-S", "--simulate"},
            description = "Also play the transition, and show the status that it ends in.")
    private boolean simulate;

    @Option(
            names = {"-s", "--show-scores"},
            description = "Plan, and show the scores.")
    private boolean scores;

    @Option(
            names = {"-Q", "--quiet"},
            description = "Show only the scores.")
    private boolean quiet;

    @Option(
            names = {"-a", "--all-actions"},
            description = "With -D: also draw actions that are not part of the transition.")
    private boolean allActions;

    @Option(
            names = {"-t", "--set-datetime"},
            paramLabel = "ISO8601",
            description = "The moment to plan at.")
    private @Nullable String date;

    @Option(
            names = {"-G", "--save-graph"},
            paramLabel = "FILE",
            description = "Write the transition graph.")
    private @Nullable Path graphFile;

    @Option(
            names = {"-D", "--save-dotfile"},
            paramLabel = "FILE",
            description = "Write the transition as a picture for Graphviz.")
    private @Nullable Path dotFile;

    @Option(
            names = {"-I", "--save-input"},
            paramLabel = "FILE",
            description = "Write the CIB that is planned for.")
    private @Nullable Path inputFile;

    @Option(
            names = {"-O", "--save-output"},
            paramLabel = "FILE",
            description = "Write the CIB at the end.")
    private @Nullable Path outputFile;

    @Option(
            names = {"-F", "--op-fail"},
            paramLabel = "OPSPEC",
            description = "Implies -S; an operation fails: RSC_TASK_INTERVAL@NODE=RC.")
    private List<String> failing = new ArrayList<>();

    @Option(names = "--cases", paramLabel = "DIR", description = "Simulate all NAME.xml of a directory, in one run.")
    private @Nullable Path cases;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "With --cases: where NAME.summary, NAME.exp, NAME.scores and NAME.dot go; NAME.error for a"
                    + " bad input.")
    private @Nullable Path out;

    @Option(
            names = "--dates",
            paramLabel = "FILE",
            description = "With --cases: names and dates, tab-separated; default DIR/../cases.tsv where it is there.")
    private @Nullable Path dates;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (cases != null) {
            if (out == null) {
                throw new CommandFailed(ExitCode.USAGE, "--cases needs --out DIR, where the results go");
            }
            int bad = new SimulateCases(cases, out, dates).run();
            spec.commandLine().getErr().println(bad + " inputs were bad; each has a .error file");
            return ExitCode.OK.code();
        }
        Cib cib = cib();
        Instant wallClock = Instant.now();
        SimulateDate moment = SimulateDate.of(cib, date, wallClock);
        List<OperationResult> failures = results(failing);
        SimulateOptions options = new SimulateOptions(
                run || graphFile != null || dotFile != null,
                simulate || !failing.isEmpty(),
                scores,
                quiet,
                allActions,
                events.events(this::results),
                failures);
        SimulateRun.Result result = SimulateRun.run(cib, moment.now(), wallClock, moment.line(), options);
        result.text().forEach(spec.commandLine().getOut()::println);
        write(inputFile, CibXml.write(result.planned()));
        write(graphFile, GraphXml.write(result.graph(), 1));
        write(dotFile, String.join("\n", result.dot()) + "\n");
        write(outputFile, CibXml.write(result.reached()));
        if (!result.complete()) {
            spec.commandLine().getErr().println("Transition failed: terminated\nAn invalid transition was produced");
            return ExitCode.FAILED.code();
        }
        return ExitCode.OK.code();
    }

    private List<OperationResult> results(List<String> texts) {
        List<OperationResult> results = new ArrayList<>();
        for (String text : texts) {
            Optional<OperationResult> result = OperationResult.parse(text);
            if (result.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("Invalid operation spec: " + text + ": expected RSC_TASK_INTERVAL@NODE=RC; left out");
            }
            result.ifPresent(results::add);
        }
        return results;
    }

    private Cib cib() throws Exception {
        if (live) {
            var answer = target.ask(client -> client.get("/v1/cib", Form.XML));
            if (!answer.isSuccess()) {
                throw new CommandFailed(Reply.exitCode(answer.status()), answer.body());
            }
            return parse("the live CIB", answer.body());
        }
        String name = file == null ? "-" : file;
        try {
            byte[] content = name.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
            return parse(name, new String(content, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.USAGE, name + ": cannot be read (" + e.getMessage() + "); give a readable file or -");
        }
    }

    static Cib parse(String name, String document) throws CommandFailed {
        CibReading reading = CibXml.read(document);
        Optional<Cib> cib = reading.understood();
        if (cib.isEmpty()) {
            List<String> faults =
                    reading.faults().stream().map(fault -> name + ": " + fault).toList();
            throw new CommandFailed(ExitCode.USAGE, String.join("\n", faults));
        }
        return cib.get();
    }

    private static void write(@Nullable Path path, String text) throws CommandFailed {
        if (path == null) {
            return;
        }
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, path + ": cannot be written (" + e.getMessage() + ")");
        }
    }
}
