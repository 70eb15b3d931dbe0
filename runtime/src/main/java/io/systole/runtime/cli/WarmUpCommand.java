package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.node.WarmUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        WarmUp.run(WarmUpCommand::read);
        return ExitCode.OK.code();
    }

    /** Each leaves what it loads in the archive, and people wait for these. */
    private static final List<String> COMMANDS = List.of(
            "status",
            "status --json",
            "status --with=all",
            "resource output one",
            "explain one",
            "attribute list",
            "property list",
            "ticket list",
            "quorum status",
            "fence list",
            "fence check",
            "history",
            "history transitions",
            "cib query",
            "cib query --json",
            "configure show",
            "verify -L",
            "simulate -L",
            "resource cleanup one --json",
            "names resources");

    private static void read(Path config) {
        for (String command : COMMANDS) {
            var words = new ArrayList<>(Arrays.asList(command.split(" ")));
            words.addAll(List.of("--config", config.toString()));
            CommandLineInterface.run(words.toArray(String[]::new));
        }
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
