package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.Version;
import io.systole.runtime.demo.DemoCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n")
public final class CommandLineInterface implements Runnable {
    /** It has to know of all others. */
    private static final String HELP = "help";

    /** The commands that stand in for a tool of the field. */
    private static final List<String> FIELD_TOOLS = List.of("simulate", "verify", "transition");

    /** Every command by its name, in the order in which help lists them. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("node", NodeCommand.class);
        COMMANDS.put("remote", RemoteCommand.class);
        COMMANDS.put("status", StatusCommand.class);
        COMMANDS.put("monitor", MonitorCommand.class);
        COMMANDS.put("cib", CibCommand.class);
        COMMANDS.put("configure", ConfigureCommand.class);
        COMMANDS.put("simulate", SimulateCommand.class);
        COMMANDS.put("verify", VerifyCommand.class);
        COMMANDS.put("property", PropertyCommand.class);
        COMMANDS.put("resource", ResourceCommand.class);
        COMMANDS.put("constraint", ConstraintCommand.class);
        COMMANDS.put("agent", AgentCommand.class);
        COMMANDS.put("attribute", AttributeCommand.class);
        COMMANDS.put("shims", ShimsCommand.class);
        COMMANDS.put("ticket", TicketCommand.class);
        COMMANDS.put("quorum", QuorumCommand.class);
        COMMANDS.put("fence", FenceCommand.class);
        COMMANDS.put("alert", AlertCommand.class);
        COMMANDS.put("doctor", DoctorCommand.class);
        COMMANDS.put("report", ReportCommand.class);
        COMMANDS.put("explain", ExplainCommand.class);
        COMMANDS.put("history", HistoryCommand.class);
        COMMANDS.put("sbd", SbdCommand.class);
        COMMANDS.put("import", ImportCommand.class);
        COMMANDS.put("cert", CertCommand.class);
        COMMANDS.put("access", AccessCommand.class);
        COMMANDS.put("demo", DemoCommand.class);
        COMMANDS.put("completion", CompletionCommand.class);
        COMMANDS.put("man", ManCommand.class);
        COMMANDS.put("names", NamesCommand.class);
        COMMANDS.put("warm-up", WarmUpCommand.class);
        COMMANDS.put(HELP, CommandLine.HelpCommand.class);
    }

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
        var commandLine = commandLine(wanted(arguments), Set.copyOf(Arrays.asList(arguments)));
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setColorScheme(Colours.output(arguments));
        commandLine.setExecutionStrategy(parsed -> JsonForm.run(commandLine, parsed));
        commandLine.setExecutionExceptionHandler((e, of, parsed) -> Explanation.of(e, of));
        commandLine.setExitCodeExceptionMapper(
                e -> e instanceof ParameterException ? ExitCode.USAGE.code() : ExitCode.FAILED.code());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(wrong(commandLine.getParameterExceptionHandler()));
        commandLine.getSubcommands().values().forEach(CommandLineInterface::likeAFieldTool);
        commandLine.getSubcommands().values().forEach(CommandLineInterface::wordsMayBeginWithDashes);
        var code = commandLine.execute(arguments);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return code;
    }

    /** All commands, with the options that they have in common; help, completion and manual are made of it. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS.keySet(), Set.of());
    }

    /** The commands that a line needs; all where it may have to list them. */
    private static Set<String> wanted(String... arguments) {
        if (List.of(arguments).equals(List.of("--version"))
                || List.of(arguments).equals(List.of("-V"))) {
            return Set.of();
        }
        return Arrays.stream(arguments)
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .filter(word -> COMMANDS.containsKey(word) && !word.equals(HELP))
                .map(Set::of)
                .orElse(COMMANDS.keySet());
    }

    /** The same with those that are wanted: to look at all of them takes longer than most commands. */
    private static CommandLine commandLine(Set<String> wanted, Set<String> words) {
        var commandLine = new CommandLine(new CommandLineInterface());
        COMMANDS.forEach((name, command) -> {
            if (wanted.contains(name)) {
                var added = new CommandLine(command);
                CommandGroup.complete(added, words);
                commandLine.addSubcommand(name, added);
            }
        });
        var codes = new LinkedHashMap<String, String>();
        for (var code : ExitCode.values()) {
            codes.put(String.valueOf(code.code()), code.meaning());
        }
        commandLine.getCommandSpec().usageMessage().exitCodeList(codes);
        JsonForm.complete(commandLine);
        Colours.complete(commandLine);
        return commandLine;
    }

    static boolean isFieldTool(String name) {
        return FIELD_TOOLS.contains(name);
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

    /** A score such as -inf: is a word of a statement. */
    static void wordsMayBeginWithDashes(CommandLine command) {
        var add = command.getCommandName().equals("constraint")
                ? command.getSubcommands().get("add")
                : null;
        if (add != null) {
            add.setUnmatchedOptionsArePositionalParams(true);
        }
    }

    /** For a field's tool one line says what is wrong; for the others the usage follows. */
    private static CommandLine.IParameterExceptionHandler wrong(CommandLine.IParameterExceptionHandler usual) {
        return (e, arguments) -> {
            String name = e.getCommandLine().getCommandName();
            boolean fieldTool = isFieldTool(name);
            var err = e.getCommandLine().getErr();
            if (JsonForm.isAsked(arguments)) {
                JsonForm.print(
                        err,
                        ExitCode.USAGE.word(),
                        fieldTool ? FieldExit.USAGE.code() : ExitCode.USAGE.code(),
                        String.valueOf(e.getMessage()));
            } else if (fieldTool) {
                err.println("systole " + name + ": " + e.getMessage() + "; `systole " + name + " --help` helps");
            } else {
                e.getCommandLine().setColorScheme(Colours.error(arguments));
                return usual.handleParseException(e, arguments);
            }
            return fieldTool ? FieldExit.USAGE.code() : ExitCode.USAGE.code();
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
