package io.systole.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.doctor.Diagnosis;
import io.systole.runtime.doctor.DoctorText;
import io.systole.runtime.doctor.Finding.Verdict;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = {
            "Looks at the configuration and at all hosts: who answers, fencing, watchdogs, disks, clocks, links, versions,"
                    + " memory; and says of each what was found, what would be well, and what to do.",
            "Where no node runs on this host, it looks at this host alone.",
            "Exit code 0: nothing is bad; 1: something is, or with --strict there is a warning."
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Option(
            names = {"-a", "--all"},
            description = "Also list what is well.")
    private boolean all;

    @Option(names = "--strict", description = "Exit code 1 for warnings too.")
    private boolean strict;

    @Option(names = "--local", description = "Look at this host alone, without asking a node.")
    private boolean local;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Diagnosis diagnosis = local ? LocalHost.diagnosis(target) : ofCluster();
        var out = spec.commandLine().getOut();
        out.print(json ? ReportJson.records(diagnosis) : DoctorText.of(diagnosis, all));
        out.flush();
        boolean bad = diagnosis.count(Verdict.BAD) > 0 || (strict && diagnosis.count(Verdict.WARNING) > 0);
        return (bad ? ExitCode.FAILED : ExitCode.OK).code();
    }

    private Diagnosis ofCluster() throws CommandFailed, ConfigRefused {
        @Nullable Diagnosis told = asked(target);
        return told == null ? LocalHost.diagnosis(target) : told;
    }

    /** What the node says; null where none runs here. */
    static @Nullable Diagnosis asked(Target target) throws CommandFailed, ConfigRefused {
        try {
            var answer = target.ask(client -> client.get("/v1/doctor", Form.JSON));
            if (!answer.isSuccess()) {
                throw new CommandFailed(
                        Reply.exitCode(answer.status()), answer.body().strip());
            }
            return new ObjectMapper().readValue(answer.body(), Diagnosis.class);
        } catch (JsonProcessingException broken) {
            throw new CommandFailed(ExitCode.FAILED, "the node's answer cannot be read: " + broken.getMessage());
        } catch (CommandFailed failed) {
            if (failed.exitCode() == ExitCode.UNREACHABLE && !target.isElsewhere()) {
                return null;
            }
            throw failed;
        }
    }
}
