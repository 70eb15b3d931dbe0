package io.systole.runtime;

import java.util.Locale;

/** What the program's exit codes mean; scripts may rely on them (docs/operations/command-line.md has the table). */
public enum ExitCode {
    OK(0, "done"),
    FAILED(1, "tried, and failed"),
    USAGE(2, "the command line or the configuration is wrong; nothing was tried"),
    UNREACHABLE(3, "no node could be reached; nothing was done"),
    REFUSED(4, "refused: not allowed, no such name, an invalid CIB, not agreed to; nothing was done"),
    /** Also where no answer came in time. */
    UNKNOWN(5, "the outcome is unknown: it may have been done, or may still be; look before asking again"),
    NOT_STARTED(6, "a node could not start: its port is in use, a directory is not writable, another one runs there");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** What it says, in words for help, manual and documentation. */
    public String meaning() {
        return meaning;
    }

    /** The same as a word for programs: done, failed, usage, unreachable, refused, unknown, not-started. */
    public String word() {
        return this == OK ? "done" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
