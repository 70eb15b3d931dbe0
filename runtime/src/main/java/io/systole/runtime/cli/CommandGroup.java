package io.systole.runtime.cli;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * A command that groups others, which are its methods and classes. They are added for the line that needs them: to read
 * the annotations of all takes longer than most commands. The group's own annotation has {@code addMethodSubcommands =
 * false} and no subcommands.
 */
interface CommandGroup {
    /** Its commands that are classes, in the order in which help lists them; those that are methods follow. */
    default List<Class<?>> classes() {
        return List.of();
    }

    /** Adds to a group, and to the groups in it, the commands that some word names; all where none does. */
    static void complete(CommandLine command, Set<String> words) {
        if (!(command.getCommandSpec().userObject() instanceof CommandGroup group)) {
            return;
        }
        var parts = new LinkedHashMap<Object, Command>();
        for (Class<?> part : group.classes()) {
            parts.put(part, part.getAnnotation(Command.class));
        }
        for (Method part : CommandLine.getCommandMethods(group.getClass(), null)) {
            parts.put(part, part.getAnnotation(Command.class));
        }
        var wanted = new LinkedHashSet<Object>();
        for (var part : parts.entrySet()) {
            if (isNamed(part.getValue(), words)) {
                wanted.add(part.getKey());
            }
        }
        for (Object part : wanted.isEmpty() ? parts.keySet() : wanted) {
            var added = new CommandLine(part);
            complete(added, words);
            command.addSubcommand(added);
        }
    }

    private static boolean isNamed(Command command, Set<String> words) {
        if (words.contains(command.name())) {
            return true;
        }
        for (String alias : command.aliases()) {
            if (words.contains(alias)) {
                return true;
            }
        }
        return false;
    }
}
