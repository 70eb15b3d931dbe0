package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "cib",
        description = "Reads and replaces the cluster information base.",
        mixinStandardHelpOptions = true,
        subcommands = {CibCommand.Query.class, CibCommand.Replace.class},
        synopsisSubcommandLabel = "COMMAND")
final class CibCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole cib --help` lists them.");
    }

    @Command(
            name = "query",
            description = "Prints the whole CIB as XML, status section included.",
            mixinStandardHelpOptions = true)
    static final class Query implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Target target;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return Reply.show(spec.commandLine(), target.ask(client -> client.get("/v1/cib", Form.XML)));
        }
    }

    @Command(
            name = "replace",
            description = {
                "Replaces the configuration by the one of a CIB in Pacemaker's XML (a whole <cib>; its status section"
                        + " is left aside). All faults are printed; an invalid one changes nothing.",
                "Exit code 0: every member that can be reached has it on disk."
            },
            mixinStandardHelpOptions = true)
    static final class Replace implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Target target;

        @Parameters(paramLabel = "FILE", description = "The CIB; - reads standard input.")
        @SuppressWarnings("NullAway.Init")
        private String file;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            var xml = content();
            return Reply.show(spec.commandLine(), target.ask(client -> client.put("/v1/cib", xml)));
        }

        private byte[] content() throws CommandFailed {
            try {
                return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
            } catch (IOException e) {
                throw new CommandFailed(
                        ExitCode.USAGE, file + ": cannot be read (" + e.getMessage() + "); give a readable file or -");
            }
        }
    }
}
