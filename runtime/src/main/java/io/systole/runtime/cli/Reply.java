package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Answer;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Shows what a node answered: data on standard output, faults on standard error, the status as an exit code. */
final class Reply {
    private Reply() {}

    static int show(CommandLine commandLine, Answer answer) {
        if (answer.isSuccess()) {
            print(commandLine.getOut(), answer.body());
            return (answer.status() == 202 ? ExitCode.UNKNOWN : ExitCode.OK).code();
        }
        print(commandLine.getErr(), answer.body().isBlank() ? "the node answered " + answer.status() : answer.body());
        return exitCode(answer.status()).code();
    }

    static ExitCode exitCode(int status) {
        return switch (status) {
            case 400, 401, 403, 404, 405, 409, 413, 422 -> ExitCode.REFUSED;
            case 503, 504 -> ExitCode.UNKNOWN;
            default -> ExitCode.FAILED;
        };
    }

    private static void print(PrintWriter out, String text) {
        if (!text.isEmpty()) {
            out.print(text.endsWith("\n") ? text : text + "\n");
            out.flush();
        }
    }
}
