package io.systole.runtime;

/** What the program's exit codes mean; scripts may rely on them. */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** Tried, and failed. */
    FAILED(1),
    /** The command line or the configuration is wrong; nothing was tried. */
    USAGE(2),
    /** The node could not be reached; nothing was done. */
    UNREACHABLE(3),
    /** The node refused: not allowed, no such name, an invalid CIB; nothing was done. */
    REFUSED(4),
    /** The outcome is unknown: it may have been done, or may still be. Look before asking again. */
    UNKNOWN(5),
    /** A node could not start: its port is in use, a directory is not writable, another one runs there. */
    NOT_STARTED(6);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
