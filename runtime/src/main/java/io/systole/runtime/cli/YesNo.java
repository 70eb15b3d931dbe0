package io.systole.runtime.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/** Asks whoever sits at the terminal. */
final class YesNo {
    private YesNo() {}

    /**
     * Whether the answer is yes; empty where there is no terminal to ask at, or a program reads the answer as JSON. The
     * end of the input is no.
     *
     * <p>A newer JDK has a console without a terminal too.
     */
    @SuppressWarnings("SystemConsoleNull")
    static Optional<Boolean> ask(CommandLine command, String question) {
        var console = System.console();
        if (console == null || JsonForm.isAsked(command)) {
            return Optional.empty();
        }
        String answer = console.readLine("%s [y/N] ", question);
        return Optional.of(
                answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT)));
    }
}
