package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "man",
        description = {
            "Shows the manual page of a command.",
            "Where standard output is no terminal the page is printed in roff: `systole man resource move | man -l -`."
        },
        mixinStandardHelpOptions = true)
final class ManCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "Its words, as `resource move`; else systole's own.")
    private List<String> words = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed, IOException, InterruptedException {
        CommandLine of = CommandLineInterface.commandLine();
        for (String word : words) {
            CommandLine sub = of.getSubcommands().get(word);
            if (sub == null) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        of.getCommandSpec().qualifiedName() + " has no command " + word + "; expected one of "
                                + String.join(", ", of.getSubcommands().keySet()));
            }
            of = sub;
        }
        String page = ManPage.of(of);
        if (Terminal.isOutput() && !JsonForm.isAsked(spec.commandLine()) && isShown(page)) {
            return ExitCode.OK.code();
        }
        spec.commandLine().getOut().print(page);
        return ExitCode.OK.code();
    }

    /** Whether man(1) is there and showed it. */
    private static boolean isShown(String page) throws IOException, InterruptedException {
        ProcessBuilder viewer = new ProcessBuilder("man", "-l", "-")
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process;
        try {
            process = viewer.start();
        } catch (IOException notInstalled) {
            return false;
        }
        try (var input = process.outputWriter()) {
            input.write(page);
        }
        return process.waitFor() == 0;
    }
}
