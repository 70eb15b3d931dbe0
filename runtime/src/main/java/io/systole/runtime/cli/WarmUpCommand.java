package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.node.WarmUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "warm-up",
        hidden = true,
        description = "Starts and stops two nodes in a temporary directory, so that an archive of the classes that a"
                + " node loads can be made.")
final class WarmUpCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        CommandLineInterface.run("--version");
        simulate();
        WarmUp.run();
        return ExitCode.OK.code();
    }

    /** The planner is what the most frequent commands without a cluster load. */
    private static void simulate() throws IOException {
        Path cib = Files.createTempFile("systole-warm-up-", ".xml");
        try {
            Files.writeString(cib, WarmUp.CIB);
            CommandLineInterface.run("simulate", "-x", cib.toString(), "-S", "-s");
            CommandLineInterface.run("verify", "-x", cib.toString());
        } finally {
            Files.delete(cib);
        }
    }
}
