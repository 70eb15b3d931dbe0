package io.systole.runtime.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.host.HostReport;
import io.systole.runtime.host.ReportArchive;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = {
            "Makes one archive (tar.gz) of what is needed to understand what happened: logs, configuration, history and"
                    + " transitions of all nodes, status, fencing, versions, and what the doctor says. Secrets are masked.",
            "A node that does not answer is named in it, and the report is made all the same; where no node runs on this"
                    + " host, it has what lies on this host alone. INDEX.md in it tells what is where."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAMED =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Logs and transitions from then on: 2026-11-30T12:00:00Z, \"2026-11-30 12:00\" (local), or how"
                            + " long ago: 90min, 6h, 2d. Default: ${DEFAULT-VALUE} ago.")
    private String from = "24h";

    @Option(names = "--to", paramLabel = "TIME", description = "Until then; default: now.")
    private @Nullable String to;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "The archive; default: systole-report-CLUSTER-TIME.tar.gz here. It is not written over a file.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Say as JSON what was made.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Instant now = Instant.now();
        Instant begin = ReportTime.parse("--from", from, now);
        Instant end = to == null ? now : ReportTime.parse("--to", to, now);
        if (end.isBefore(begin)) {
            throw new CommandFailed(ExitCode.USAGE, "--from " + begin + ": must be before --to, which is " + end);
        }
        String name = "systole-report-" + cluster() + "-" + NAMED.format(now);
        Path file = output == null ? Path.of(name + ".tar.gz") : output;
        if (Files.exists(file)) {
            throw new CommandFailed(ExitCode.REFUSED, file + ": is there already; give another name with --output");
        }
        var collection = new ReportCollection(target, name, begin, end);
        if (!collection.ofCluster()) {
            local(collection);
        }
        write(file, collection.finish(now));
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(ReportJson.records(collection.summary(file)));
        } else {
            out.println(file + ": " + collection.words());
            collection.missing().forEach((node, why) -> out.println("MISSING: " + node + " (" + why + ")"));
        }
        out.flush();
        return ExitCode.OK.code();
    }

    private String cluster() throws CommandFailed, ConfigRefused, IOException {
        if (!target.isElsewhere()) {
            return ConfigFile.read(target.file(), firstNode()).clusterName();
        }
        var status = target.ask(client -> client.get("/v1/status", Form.JSON));
        String cluster = status.isSuccess()
                ? new ObjectMapper().readTree(status.body()).path("cluster").asText()
                : "";
        return cluster.isEmpty() ? "cluster" : cluster;
    }

    /** For the name of the cluster any node of the file will do. */
    private Optional<String> firstNode() throws ConfigRefused {
        return target.via().isPresent()
                ? target.via()
                : ConfigFile.nodeNames(target.file()).stream().findFirst();
    }

    /** Of the host alone; several nodes of one host, as a demonstration has them, are named by --via. */
    private void local(ReportCollection collection) throws IOException, ConfigRefused {
        SystoleConfig config = LocalHost.config(target);
        var facts = LocalHost.facts(config);
        byte[] archive =
                HostReport.of(config, collection.from(), collection.to()).stopped(facts);
        collection.ofHost(config.nodeName(), ReportArchive.read(archive), LocalHost.diagnosis(config, facts));
    }

    private static void write(Path file, byte[] content) throws CommandFailed {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner);
                var out = Channels.newOutputStream(channel)) {
            out.write(content);
        } catch (FileAlreadyExistsException there) {
            throw new CommandFailed(ExitCode.REFUSED, file + ": is there already; give another name with --output");
        } catch (IOException failed) {
            throw new CommandFailed(ExitCode.FAILED, Documents.unwritable(file, failed));
        }
    }
}
