package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.Version;
import io.systole.runtime.demo.DemoCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
        name = "systole",
        description = "A high-availability cluster manager for Linux.",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineInterface.VersionText.class,
        subcommands = {
            NodeCommand.class,
            RemoteCommand.class,
            StatusCommand.class,
            CibCommand.class,
            ConfigureCommand.class,
            SimulateCommand.class,
            VerifyCommand.class,
            PropertyCommand.class,
            ResourceCommand.class,
            AgentCommand.class,
            AttributeCommand.class,
            ShimsCommand.class,
            TicketCommand.class,
            QuorumCommand.class,
            FenceCommand.class,
            ExplainCommand.class,
            HistoryCommand.class,
            SbdCommand.class,
            CertCommand.class,
            AccessCommand.class,
            DemoCommand.class,
            WarmUpCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:tried, and failed",
            "2:the command line or the configuration is wrong; nothing was tried",
            "3:the node could not be reached; nothing was done",
            "4:refused: not allowed, no such name, an invalid CIB; nothing was done",
            "5:the outcome is unknown: look before asking again",
            "6:a node could not start"
        })
public final class CommandLineInterface implements Runnable {
    /** The commands that stand in for a tool of the field. */
    private static final List<String> FIELD_TOOLS = List.of("simulate", "verify", "transition");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Runs one command and answers its exit code. */
    public static int run(String... arguments) {
        return run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        var commandLine = new CommandLine(new CommandLineInterface());
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setExecutionExceptionHandler((e, of, parsed) -> Explanation.of(e, of.getErr()));
        commandLine.setExitCodeExceptionMapper(
                e -> e instanceof ParameterException ? ExitCode.USAGE.code() : ExitCode.FAILED.code());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(wrong(commandLine.getParameterExceptionHandler()));
        commandLine.getSubcommands().values().forEach(CommandLineInterface::likeAFieldTool);
        var code = commandLine.execute(arguments);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return code;
    }

    /** A wrong command line has the tool's exit code; the last of two options counts. */
    private static void likeAFieldTool(CommandLine tool) {
        tool.getSubcommands().values().forEach(CommandLineInterface::likeAFieldTool);
        if (!FIELD_TOOLS.contains(tool.getCommandName())) {
            return;
        }
        tool.setOverwrittenOptionsAllowed(true);
        tool.setExitCodeExceptionMapper(
                e -> (e instanceof ParameterException ? FieldExit.USAGE : FieldExit.SOFTWARE).code());
    }

    /** For a field's tool one line says what is wrong; for the others the usage follows. */
    private static CommandLine.IParameterExceptionHandler wrong(CommandLine.IParameterExceptionHandler usual) {
        return (e, arguments) -> {
            String name = e.getCommandLine().getCommandName();
            if (!FIELD_TOOLS.contains(name)) {
                return usual.handleParseException(e, arguments);
            }
            e.getCommandLine()
                    .getErr()
                    .println("systole " + name + ": " + e.getMessage() + "; `systole " + name + " --help` helps");
            return FieldExit.USAGE.code();
        };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole --help` lists them.");
    }

    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"systole " + Version.text()};
        }
    }
}
