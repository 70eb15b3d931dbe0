package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.node.NodeNotStarted;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** What is said of a failure, and the exit code that goes with it. */
final class Explanation {
    private Explanation() {}

    static int of(Exception e, CommandLine command) {
        if (JsonForm.isAsked(command)) {
            var code = code(e);
            JsonForm.print(command.getErr(), code, message(e));
            return code.code();
        }
        return of(e, command.getErr());
    }

    static int of(Exception e, PrintWriter err) {
        var code = code(e);
        if (e instanceof ConfigRefused refused) {
            refused.faults().forEach(err::println);
        } else {
            err.println("systole: " + Reply.harmless(message(e)));
        }
        if (code == ExitCode.FAILED && !(e instanceof CommandFailed)) {
            e.printStackTrace(err);
        }
        return code.code();
    }

    private static ExitCode code(Exception e) {
        if (e instanceof ConfigRefused) {
            return ExitCode.USAGE;
        }
        if (e instanceof NodeNotStarted) {
            return ExitCode.NOT_STARTED;
        }
        return e instanceof CommandFailed failed ? failed.exitCode() : ExitCode.FAILED;
    }

    private static String message(Exception e) {
        if (e instanceof ConfigRefused refused) {
            return refused.faults().stream().map(Object::toString).collect(Collectors.joining("\n"));
        }
        return e instanceof NodeNotStarted || e instanceof CommandFailed
                ? String.valueOf(e.getMessage())
                : "an unexpected fault: " + e;
    }
}
