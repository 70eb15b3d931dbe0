package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.node.NodeNotStarted;
import java.io.PrintWriter;

/** What is said of a failure, and the exit code that goes with it. */
final class Explanation {
    private Explanation() {}

    static int of(Exception e, PrintWriter err) {
        if (e instanceof ConfigRefused refused) {
            refused.faults().forEach(err::println);
            return ExitCode.USAGE.code();
        }
        if (e instanceof NodeNotStarted) {
            err.println("systole: " + e.getMessage());
            return ExitCode.NOT_STARTED.code();
        }
        if (e instanceof CommandFailed failed) {
            err.println("systole: " + failed.getMessage());
            return failed.exitCode().code();
        }
        err.println("systole: an unexpected fault: " + e);
        e.printStackTrace(err);
        return ExitCode.FAILED.code();
    }
}
