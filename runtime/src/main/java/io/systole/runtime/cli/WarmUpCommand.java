package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.node.WarmUp;
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
        WarmUp.run();
        return ExitCode.OK.code();
    }
}
