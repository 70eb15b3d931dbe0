package io.systole.runtime.cli;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The commands as picocli knows them. */
final class CommandTree {
    private CommandTree() {}

    /** Every command that can be run by itself, those below others too; a command that only groups others is none. */
    static List<CommandSpec> runnable(CommandLine root) {
        var found = new ArrayList<CommandSpec>();
        each(root, command -> {
            var object = command.getCommandSpec().userObject();
            if (object instanceof Callable
                    || object instanceof Method
                    || command.getSubcommands().isEmpty()) {
                found.add(command.getCommandSpec());
            }
        });
        return found;
    }

    /** Each command once, the root first, in the order in which help lists them. */
    static void each(CommandLine from, Consumer<CommandLine> action) {
        action.accept(from);
        from.getSubcommands().values().stream().distinct().forEach(command -> each(command, action));
    }

    /** The command that was asked for, of whatever command of the same line. */
    static ParseResult asked(CommandLine command) {
        CommandLine root = command;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        ParseResult asked = root.getParseResult();
        while (asked.hasSubcommand()) {
            asked = asked.subcommand();
        }
        return asked;
    }
}
