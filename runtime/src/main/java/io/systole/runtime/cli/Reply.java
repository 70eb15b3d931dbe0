package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.Terminal;
import io.systole.runtime.access.NodeClient.Answer;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Shows what a node answered: data on standard output, faults on standard error, the status as an exit code. */
final class Reply {
    private Reply() {}

    static int show(CommandLine commandLine, Answer answer) {
        return show(commandLine, answer, false);
    }

    /** The same of a text whose words are coloured where colours are used. */
    static int painted(CommandLine commandLine, Answer answer) {
        return show(commandLine, answer, Colours.areOn(commandLine) && !JsonForm.isAsked(commandLine));
    }

    private static int show(CommandLine commandLine, Answer answer, boolean painted) {
        if (answer.isSuccess()) {
            String text = Terminal.isOutput() ? harmless(answer.body()) : answer.body();
            print(commandLine.getOut(), painted ? Paint.of(text) : text);
            return (answer.status() == 202 ? ExitCode.UNKNOWN : ExitCode.OK).code();
        }
        var code = exitCode(answer.status());
        var body = answer.body().isBlank() ? "the node answered " + answer.status() : answer.body();
        if (JsonForm.isAsked(commandLine)) {
            JsonForm.print(commandLine.getErr(), code, body);
        } else {
            print(commandLine.getErr(), harmless(body));
        }
        return code.code();
    }

    static ExitCode exitCode(int status) {
        return switch (status) {
            case 400, 401, 403, 404, 405, 409, 413, 422, 429 -> ExitCode.REFUSED;
            case 503, 504 -> ExitCode.UNKNOWN;
            default -> ExitCode.FAILED;
        };
    }

    /** What agents print is in answers, and could steer a terminal. */
    static String harmless(String text) {
        return text.codePoints().allMatch(Reply::isHarmless)
                ? text
                : text.codePoints()
                        .map(letter -> isHarmless(letter) ? letter : 0xFFFD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isHarmless(int letter) {
        return letter == '\n' || letter == '\t' || !Character.isISOControl(letter);
    }

    private static void print(PrintWriter out, String text) {
        if (!text.isEmpty()) {
            out.print(text.endsWith("\n") ? text : text + "\n");
            out.flush();
        }
    }
}
