package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = {
            "Prints the completion of commands, options, and names of resources, nodes and more for a shell.",
            "bash: source <(systole completion bash), or as /usr/share/bash-completion/completions/systole.",
            "zsh: source <(systole completion zsh) behind compinit, or as _systole in a directory of $$fpath."
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    /** The shells that are served. */
    enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    @SuppressWarnings("NullAway.Init")
    private Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(script(shell));
        return ExitCode.OK.code();
    }

    /** The script for a shell, which is made of the commands as they are. */
    static String script(Shell shell) {
        var commands = CompletionModel.of(CommandLineInterface.commandLine());
        return shell == Shell.BASH ? BashCompletion.of(commands) : ZshCompletion.of(commands);
    }
}
