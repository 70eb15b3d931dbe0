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
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.status.FenceText;
import java.io.IOException;
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
    /** Said of nodes that the configuration itself has no device for, which is told in any case. */
    private static final String NAMED_BY_NONE = "no device names it";

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

    @Option(
            names = "--agents",
            description = "Also hold the parameters of resources against the agents that this host has.")
    private boolean agents;

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
        if (agents) {
            findings.addAll(agentFindings(reading));
        }
        if (cib != null) {
            findings.addAll(unfenceable(cib, now));
            findings.addAll(failingDevices(cib, now));
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

    private List<Finding> agentFindings(CibReading reading) throws FieldToolFailed {
        try {
            return AgentChecks.of(reading, source.configFile());
        } catch (ConfigRefused | IOException unusable) {
            throw new FieldToolFailed(
                    FieldExit.ERROR, "The agents of this host cannot be asked: " + unusable.getMessage());
        }
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

    /** Nodes that the configuration has a device for, but none that worked when the running cluster checked it last. */
    private List<Finding> failingDevices(Cib cib, Instant now) {
        if (!source.isLive() || !Planner.read(cib, now).options.fencingEnabled()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        String node = "";
        List<String> checked = checked();
        checked.stream()
                .filter(line -> line.contains(FenceText.BOTH_MAY_END))
                .findFirst()
                .ifPresent(line -> findings.add(openRace(line.substring(FenceText.MISSING.length()))));
        for (var line : checked) {
            if (!line.startsWith(" ")) {
                node = line.endsWith(FenceText.UNABLE) ? line.substring(0, line.indexOf(':')) : "";
            } else if (!node.isEmpty() && line.startsWith(FenceText.MISSING) && !line.contains(NAMED_BY_NONE)) {
                findings.add(new Finding(
                        Severity.WARNING,
                        new CibFault(
                                CibFault.Kind.REFERENCE,
                                0,
                                "resources",
                                "node " + node + " " + FenceText.UNABLE + " as the last check tells ("
                                        + line.substring(FenceText.MISSING.length()) + ")",
                                "a device that works",
                                "see `systole fence check`: if " + node
                                        + " is lost, nothing that it ran is taken over")));
            }
        }
        return findings;
    }

    private static Finding openRace(String why) {
        return new Finding(
                Severity.WARNING,
                new CibFault(
                        CibFault.Kind.REFERENCE,
                        0,
                        "crm_config",
                        why,
                        "a delay that tells the two apart",
                        "set priority-fencing-delay, or pcmk_delay_base of a device for one of them"));
    }

    /** Empty where the node that was asked does not tell, as to users who may not see everything. */
    private List<String> checked() {
        try {
            return source.live("/v1/fencing/check", Form.TEXT).lines().toList();
        } catch (FieldToolFailed untold) {
            return List.of();
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
