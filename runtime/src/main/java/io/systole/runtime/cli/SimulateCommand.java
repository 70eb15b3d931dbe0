package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import io.systole.policy.output.StatusWish;
import io.systole.policy.simulation.SimulateOptions;
import io.systole.policy.simulation.SimulateOptions.Extent;
import io.systole.policy.simulation.SimulateOptions.Show;
import io.systole.policy.simulation.SimulateRun;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the cluster would do with a CIB, with the options, the text and the exit codes of {@code crm_simulate}. */
@Command(
        name = "simulate",
        description = {
            "Shows what the cluster would do: with a CIB from a file, or the live one, and with what is pretended.",
            "Options, text and exit codes are those of crm_simulate (docs/simulate.md)."
        },
        versionProvider = CommandLineInterface.VersionText.class)
class SimulateCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private CibSource source;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SimulateEvents events;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SimulateArtifacts artifacts;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SimulateBatch batch;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FieldOutput output;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FieldHelp help;

    @Option(
            names = {"-R", "--run"},
            description = "Plan, and show the transition.")
    private boolean run;

    @Option(
            names = {"-S", "--simulate"},
            description = "Also play the transition, and show the status that it ends in.")
    private boolean simulate;

    @Option(
            names = {"-X", "--in-place"},
            description = "Like -S, and write the CIB at the end over the input file.")
    private boolean inPlace;

    @Option(
            names = {"-A", "--show-attrs"},
            description = "Show the attributes of the nodes.")
    private boolean attributes;

    @Option(
            names = {"-c", "--show-failcounts"},
            description = "Show fail counts and failed operations.")
    private boolean failures;

    @Option(
            names = {"-s", "--show-scores"},
            description = "Plan, and show the scores.")
    private boolean scores;

    @Option(
            names = {"-U", "--show-utilization"},
            description = "Plan, and show the use of capacity.")
    private boolean utilization;

    @Option(
            names = {"-j", "--pending"},
            hidden = true,
            description = "Accepted, and without effect: operations in flight are always shown.")
    @SuppressWarnings("UnusedVariable")
    private boolean pending;

    @Option(
            names = {"-Q", "--quiet"},
            description = "Show only scores and use of capacity.")
    private boolean quiet;

    @Option(
            names = {"-V", "--verbose"},
            description = "Also tell what is at fault in the CIB, and number the actions in the picture.")
    private boolean[] verbose = {};

    @Option(
            names = {"-t", "--set-datetime"},
            paramLabel = "ISO8601",
            description = "The moment to plan at.")
    private @Nullable String date;

    @Option(
            names = {"-F", "--op-fail"},
            paramLabel = "OPSPEC",
            description = "Implies -S; an operation fails: RSC_TASK_INTERVAL@NODE=RC.")
    private List<String> failing = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (help.isPartAsked()) {
            spec.commandLine().usage(spec.commandLine().getOut());
            return FieldExit.OK.code();
        }
        try {
            output.check();
            return batch.isCases() ? batch.runCases(spec.commandLine()) : profileOrOne();
        } catch (FieldToolFailed failed) {
            return output.finish(spec.commandLine(), List.of(), List.of(), failed.messages(), failed.exit());
        }
    }

    private int profileOrOne() throws Exception {
        Path directory = batch.profile();
        if (directory == null) {
            return one();
        }
        var profile = new SimulateProfile(directory, batch.repeat(), date, show()).run();
        return output.finish(spec.commandLine(), profile.text(), profile.report(), List.of(), FieldExit.OK);
    }

    private int one() throws Exception {
        var document = document(source);
        CibReading reading = CibXml.readForeign(document.content());
        Cib cib = CibSource.understood(document.name(), reading);
        if (verbose.length > 0) {
            reading.faults().forEach(fault -> spec.commandLine().getErr().println(document.name() + ": " + fault));
        }
        SimulateRun.Result result = run(cib, extent());
        List<String> errors = new ArrayList<>(result.errors());
        FieldExit exit = FieldExit.OK;
        artifacts.writeCibs(result);
        try {
            artifacts.writePlan(result);
        } catch (FieldToolFailed failed) {
            result = run(cib, Extent.STATUS);
            errors.addAll(failed.messages());
            exit = failed.exit();
        }
        if (inPlace && source.fileName() != null) {
            SimulateArtifacts.write(Path.of(source.fileName()), CibXml.write(result.reached()));
        }
        if (!result.complete()) {
            errors.addAll(List.of("Transition failed: terminated", "An invalid transition was produced"));
            exit = FieldExit.ERROR;
        }
        return output.finish(spec.commandLine(), result.text(), result.report(), errors, exit);
    }

    /** The CIB that is simulated. */
    CibSource.Document document(CibSource from) throws FieldToolFailed {
        return from.document();
    }

    /** How far a simulation goes where the options do not say. */
    Extent usual() {
        return Extent.STATUS;
    }

    private SimulateRun.Result run(Cib cib, Extent extent) {
        Instant wallClock = Instant.now();
        SimulateDate moment = SimulateDate.of(cib, date, wallClock);
        var options = new SimulateOptions(extent, show(), events.events(), failing);
        return SimulateRun.run(cib, moment.now(), wallClock, moment.line(), options);
    }

    private Extent extent() {
        if (simulate || inPlace || !failing.isEmpty()) {
            return Extent.SIMULATE;
        }
        return run || scores || utilization || artifacts.needsPlan() ? Extent.RUN : usual();
    }

    private Show show() {
        return new Show(
                output.isReport(),
                scores,
                utilization,
                quiet,
                artifacts.allActions(),
                verbose.length > 0,
                new StatusWish(attributes, failures, ZoneId.systemDefault()));
    }
}
