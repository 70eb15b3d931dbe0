package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import io.systole.fencing.config.FencingConfigurationReader;
import io.systole.fencing.core.FencingCover;
import io.systole.policy.Planner;
import io.systole.policy.model.NodeKind;
import io.systole.policy.model.WorkingState;
import io.systole.policy.verify.Finding;
import io.systole.policy.verify.Finding.Severity;
import io.systole.policy.verify.Verification;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is at fault in a CIB, with the options and exit codes of {@code crm_verify}. */
@Command(
        name = "verify",
        description = {
            "Says what is at fault in a CIB: each fault with its line, what was expected, and what to do.",
            "Exit code 0: nothing; 78: errors or warnings. Options are those of crm_verify (docs/verify.md)."
        },
        versionProvider = CommandLineInterface.VersionText.class)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private CibSource source;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FieldOutput output;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FieldHelp help;

    @Option(
            names = {"-X", "--xml-text"},
            paramLabel = "XML",
            description = "The CIB itself.")
    private @Nullable String text;

    @Option(
            names = {"-S", "--save-xml"},
            paramLabel = "FILE",
            description = "Write the CIB that was checked.")
    private @Nullable Path save;

    @Option(
            names = {"-V", "--verbose"},
            description = "Also tell what is worth knowing but no fault.")
    private boolean[] verbose = {};

    @Option(
            names = {"-q", "--quiet"},
            description = "Tell nothing: the exit code says it.")
    private boolean quiet;

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
            return verify();
        } catch (FieldToolFailed failed) {
            return output.finish(spec.commandLine(), List.of(), List.of(), failed.messages(), failed.exit());
        }
    }

    private int verify() throws FieldToolFailed {
        var document = document();
        CibReading reading = CibSource.read(document);
        Instant now = Instant.now();
        List<Finding> findings = new ArrayList<>(Verification.of(reading, now));
        Cib cib = reading.cib();
        if (cib != null) {
            findings.addAll(unfenceable(cib, now));
        }
        if (save != null) {
            SimulateArtifacts.write(save, cib == null ? document.content() : CibXml.write(cib));
        }
        boolean errors = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        boolean faults = findings.stream().anyMatch(finding -> !finding.isNote());
        List<String> told = new ArrayList<>();
        if (!quiet) {
            findings.stream()
                    .filter(finding -> verbose.length > 0 || isTold(finding))
                    .forEach(finding -> told.add(document.name() + ": " + finding));
            if (faults) {
                told.add(errors ? "Configuration invalid" : "Configuration may need attention");
            }
        }
        FieldExit exit = faults ? FieldExit.CONFIG : FieldExit.OK;
        return output.finish(spec.commandLine(), List.of(), List.of(), told, exit);
    }

    /** Notes are told on demand; but what the running cluster would refuse is told in any case. */
    private static boolean isTold(Finding finding) {
        return !finding.isNote() || finding.fault().kind() == CibFault.Kind.UNSUPPORTED;
    }

    private CibSource.Document document() throws FieldToolFailed {
        if (text != null && source.fileName() == null) {
            return new CibSource.Document("the text", text);
        }
        if (!source.isGiven()) {
            throw new FieldToolFailed(
                    FieldExit.ERROR,
                    "No input specified: give -x FILE, -X XML, -p or -L; `systole verify --help` helps");
        }
        try {
            return source.document();
        } catch (FieldToolFailed failed) {
            throw failed.exit() == FieldExit.DATA ? new FieldToolFailed(FieldExit.CONFIG, failed.messages()) : failed;
        }
    }

    /** A node that no device can fence keeps what it ran for ever once it is lost. */
    private static List<Finding> unfenceable(Cib cib, Instant now) {
        WorkingState state = Planner.read(cib, now);
        var fencing = FencingConfigurationReader.read(cib, now);
        boolean watchdog = state.options.haveWatchdog()
                && !"0".equals(state.options.values().getOrDefault("fencing-watchdog-timeout", "0"));
        if (!state.options.fencingEnabled() || watchdog || !state.haveFenceDevice) {
            return List.of();
        }
        var nodes = new TreeSet<NodeName>();
        state.nodes.stream()
                .filter(node -> node.kind() == NodeKind.CLUSTER)
                .forEach(node -> nodes.add(new NodeName(node.name)));
        List<Finding> findings = new ArrayList<>();
        FencingCover.gaps(fencing, nodes)
                .forEach((node, why) -> findings.add(new Finding(
                        Severity.WARNING,
                        new CibFault(
                                CibFault.Kind.REFERENCE,
                                0,
                                "resources",
                                "NO DEVICE THAT COULD FENCE " + node + " (" + why + ")",
                                "one, since fencing is enabled",
                                "name " + node + " in the pcmk_host_list of a device, or enable one: if it is lost,"
                                        + " nothing that it ran is taken over"))));
        return findings;
    }
}
