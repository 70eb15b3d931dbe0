package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;

/** A command cannot go on; the message says where, what was found and what to do. */
public final class CommandFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CommandFailed(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
