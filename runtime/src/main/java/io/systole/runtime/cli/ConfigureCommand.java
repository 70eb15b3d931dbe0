package io.systole.runtime.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "configure",
        description = {
            "Shows and changes the configuration as text in crmsh's syntax (docs/operations/configure.md).",
            "Without a command: a shell with a working copy; its lines come from the terminal or from standard input.",
            "Before anything is changed it is shown what the cluster would do, and asked."
        },
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "[COMMAND]")
final class ConfigureCommand implements Callable<Integer>, CommandGroup {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public List<Class<?>> classes() {
        return List.of(ConfigureShow.class, ConfigureLoad.class, ConfigureDiff.class, ConfigureVerify.class);
    }

    @Override
    public Integer call() throws Exception {
        CommandLog.calm();
        var shell = new ConfigureShell(spec.commandLine(), consent, System.getenv());
        try (var lines = lines(shell)) {
            return shell.run(lines);
        }
    }

    /** A newer JDK has a console without a terminal too. */
    @SuppressWarnings("SystemConsoleNull")
    private ShellLines lines(ConfigureShell shell) throws Exception {
        if (System.console() == null) {
            return new InputLines(System.in);
        }
        var agents = new ShellAgents(consent.target());
        return new TerminalLines(new ShellCompletion(shell::draft, agents::names, agents::parameters));
    }
}
