package io.systole.runtime.cli;

import io.systole.runtime.Terminal;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * Whether colours are used: where standard output is a terminal that can and {@code NO_COLOR} is not set (no-color.org),
 * unless {@code --color} says otherwise. Colour only repeats what the words say.
 */
final class Colours {
    static final String OPTION = "--color";

    /** When colours are used. */
    enum When {
        AUTO,
        ALWAYS,
        NEVER
    }

    private Colours() {}

    /** Gives every command the option. */
    static void complete(CommandLine root) {
        root.getCommandSpec()
                .addOption(OptionSpec.builder(OPTION)
                        .type(When.class)
                        .paramLabel("WHEN")
                        .description(
                                "Colours: auto (on a terminal, unless NO_COLOR is set), always or never; default auto.")
                        .scopeType(ScopeType.INHERIT)
                        .build());
    }

    /** By the command line as it was written, since help and errors come before it is understood. */
    static When wanted(String... arguments) {
        When wanted = When.AUTO;
        for (int i = 0; i < arguments.length && !arguments[i].equals("--"); i++) {
            String value = arguments[i].startsWith(OPTION + "=")
                    ? arguments[i].substring(OPTION.length() + 1)
                    : arguments[i].equals(OPTION) && i + 1 < arguments.length ? arguments[i + 1] : "";
            for (When when : When.values()) {
                wanted = when.name().toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT)) ? when : wanted;
            }
        }
        return wanted;
    }

    static boolean isUsed(When wanted, Map<String, String> environment, boolean onTerminal) {
        return switch (wanted) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                onTerminal
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        };
    }

    static Help.ColorScheme output(String... arguments) {
        return scheme(isUsed(wanted(arguments), System.getenv(), Terminal.isOutput()));
    }

    static Help.ColorScheme error(String... arguments) {
        return scheme(isUsed(wanted(arguments), System.getenv(), Terminal.isError()));
    }

    private static Help.ColorScheme scheme(boolean coloured) {
        return CommandLine.Help.defaultColorScheme(coloured ? Ansi.ON : Ansi.OFF);
    }

    /** Whether a command's output is coloured. */
    static boolean areOn(CommandLine command) {
        return command.getColorScheme().ansi().enabled();
    }
}
