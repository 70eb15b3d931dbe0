package io.systole.runtime.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.ExitCode;
import io.systole.runtime.change.Proposal;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.takeover.core.CibTakeover;
import io.systole.runtime.takeover.core.CorosyncTakeover;
import io.systole.runtime.takeover.core.Remark;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes an existing cluster of Pacemaker and Corosync over, as far as files go. */
@Command(
        name = "import",
        description = {
            "Takes over the cluster of Pacemaker and Corosync that this host belongs to: reads its CIB and corosync.conf, and"
                    + " says line by line what is the same here, what differs and what has no counterpart.",
            "Without an option it only tells. docs/operations/import.md goes through the takeover of a running cluster."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final Path CIB = Path.of("/var/lib/pacemaker/cib/cib.xml");
    private static final Path COROSYNC = Path.of("/etc/corosync/corosync.conf");

    @Option(
            names = "--cib",
            paramLabel = "FILE",
            description = "Pacemaker's CIB; default, where neither file is named: /var/lib/pacemaker/cib/cib.xml.")
    private @Nullable Path cibFile;

    @Option(
            names = "--corosync",
            paramLabel = "FILE",
            description =
                    "Corosync's configuration; default, where neither file is named: /etc/corosync/corosync.conf.")
    private @Nullable Path corosyncFile;

    /** What is done with it. */
    private static final class Deed {
        @Option(
                names = "--output-dir",
                paramLabel = "DIR",
                description =
                        "Writes systole.conf, cib.xml and remarks.txt there; files that are there are not touched.")
        private @Nullable Path outputDirectory;

        @Option(
                names = "--apply",
                description = "Gives the CIB to the running cluster of Systole: shows what would change, and asks.")
        private boolean apply;
    }

    @ArgGroup
    private @Nullable Deed deed;

    @Option(names = "--all", description = "Shows also what is the same here.")
    private boolean all;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        boolean named = cibFile != null || corosyncFile != null;
        Optional<Path> cib = named ? Optional.ofNullable(cibFile) : there(CIB);
        Optional<Path> corosync = named ? Optional.ofNullable(corosyncFile) : there(COROSYNC);
        if (cib.isEmpty() && corosync.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "neither " + CIB + " nor " + COROSYNC + " is there; name the files by --cib and --corosync");
        }
        String document = cib.isPresent() ? read(cib.get()) : "";
        var names = CibTakeover.Names.of(document);
        Optional<CorosyncTakeover> conf = corosync.isPresent()
                ? Optional.of(CorosyncTakeover.of(
                        corosync.get().toString(), read(corosync.get()), names.ofIds(), names.cluster()))
                : Optional.empty();
        Optional<CibTakeover> taken = cib.map(file -> CibTakeover.of(
                file.toString(), document, conf.map(CorosyncTakeover::nodes).orElse(List.of())));
        var remarks = new ArrayList<Remark>();
        conf.ifPresent(it -> remarks.addAll(it.remarks()));
        conf.ifPresent(it -> remarks.addAll(refusals(corosync.orElse(COROSYNC), it, remarks)));
        taken.ifPresent(it -> remarks.addAll(it.remarks()));
        boolean json = JsonForm.isAsked(spec.commandLine());
        if (!json) {
            tell(remarks);
        }
        if (remarks.stream().anyMatch(remark -> remark.kind() == Remark.Kind.FAULT)) {
            return refused(remarks, json);
        }
        if (deed != null && deed.apply) {
            return apply(taken.flatMap(CibTakeover::cib), cib);
        }
        Path directory = deed == null ? null : deed.outputDirectory;
        List<String> written =
                directory == null ? List.of() : write(directory, conf, taken.flatMap(CibTakeover::cib), remarks);
        String message = directory == null
                ? "nothing was written: --output-dir writes files, --apply gives the CIB to the running cluster"
                : written.stream().map(file -> "wrote " + file).collect(Collectors.joining("\n"));
        spec.commandLine()
                .getOut()
                .println(json ? ReportJson.records(new Told(ExitCode.OK, message, remarks, written)) : message);
        return ExitCode.OK.code();
    }

    /** As JSON: what became of it, and each remark. */
    private record Told(String outcome, int exitCode, String message, List<Remark> remarks, List<String> written) {
        Told(ExitCode code, String message, List<Remark> remarks, List<String> written) {
            this(code.word(), code.code(), message, remarks, written);
        }
    }

    private int refused(List<Remark> remarks, boolean json) throws CommandFailed {
        String message = "the faults have to be mended first, in copies of the files; nothing was written";
        if (!json) {
            throw new CommandFailed(ExitCode.REFUSED, message);
        }
        spec.commandLine()
                .getOut()
                .println(ReportJson.records(new Told(ExitCode.REFUSED, message, remarks, List.of())));
        return ExitCode.REFUSED.code();
    }

    /** What the node itself would refuse in the file that came of it. */
    private static List<Remark> refusals(Path file, CorosyncTakeover conf, List<Remark> before) {
        if (before.stream().anyMatch(remark -> remark.kind() == Remark.Kind.FAULT)) {
            return List.of();
        }
        try {
            ConfigFile.from(
                    ConfigFactory.parseString(conf.text()),
                    Optional.of(conf.nodes().get(0)));
            return List.of();
        } catch (ConfigRefused e) {
            return e.faults().stream()
                    .map(fault -> new Remark(file.toString(), 0, fault.key(), Remark.Kind.FAULT, fault.toString()))
                    .toList();
        } catch (ConfigException e) {
            return List.of(new Remark(file.toString(), 0, "values", Remark.Kind.FAULT, String.valueOf(e.getMessage())));
        }
    }

    private void tell(List<Remark> remarks) {
        PrintWriter out = spec.commandLine().getOut();
        for (Remark.Kind kind : Remark.Kind.values()) {
            List<Remark> some = remarks.stream().filter(it -> it.kind() == kind).toList();
            if (some.isEmpty() || (kind == Remark.Kind.TAKEN && !all)) {
                continue;
            }
            out.println(
                    switch (kind) {
                        case TAKEN -> "The same here:";
                        case DIFFERS -> "Differs:";
                        case NO_COUNTERPART -> "Has no counterpart:";
                        case FAULT -> "Cannot be taken over:";
                    });
            some.forEach(remark -> out.println("  " + remark));
        }
        out.flush();
    }

    private int apply(Optional<Cib> cib, Optional<Path> from) throws Exception {
        if (cib.isEmpty()) {
            throw new CommandFailed(ExitCode.USAGE, "--apply needs a CIB; name it by --cib");
        }
        Cib live = HistoryChangeCommands.understood("the live CIB", consent.get("/v1/cib"));
        return consent.carryOut(spec.commandLine(), Proposal.of(live, cib.get()), "import of " + from.orElse(CIB));
    }

    private static List<String> write(
            Path directory, Optional<CorosyncTakeover> conf, Optional<Cib> cib, List<Remark> remarks)
            throws CommandFailed {
        Map<String, String> texts = new LinkedHashMap<>();
        conf.ifPresent(it -> texts.put("systole.conf", it.text()));
        cib.ifPresent(it -> texts.put("cib.xml", CibXml.write(it)));
        texts.put("remarks.txt", remarks.stream().map(Remark::toString).collect(Collectors.joining("\n", "", "\n")));
        var written = new ArrayList<String>();
        try {
            Files.createDirectories(directory);
            for (var text : texts.entrySet()) {
                Path file = directory.resolve(text.getKey());
                // Parameters of fence devices are passwords, and the directory may be anybody's to read.
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(
                                text.getKey().equals("cib.xml") ? "rw-------" : "rw-r--r--")));
                Files.writeString(file, text.getValue());
                written.add(file.toString());
            }
            return written;
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "cannot write to " + directory + " (" + e + "), written: " + written
                            + "; choose a directory that is" + " writable and has none of "
                            + String.join(", ", texts.keySet()));
        }
    }

    private static Optional<Path> there(Path usual) {
        return Optional.of(usual).filter(Files::isReadable);
    }

    private static String read(Path file) throws CommandFailed {
        try {
            return Documents.read(file.toString());
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.USAGE, Documents.unreadable(file.toString(), e));
        }
    }
}
