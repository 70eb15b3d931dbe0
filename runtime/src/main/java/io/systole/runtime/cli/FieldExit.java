package io.systole.runtime.cli;

/** The exit codes of the field's tools, for the commands that stand in for one of them. */
enum FieldExit {
    OK(0),
    /** The transition cannot be completed. */
    ERROR(1),
    NOT_ALLOWED(4),
    /** The command line is wrong. */
    USAGE(64),
    /** The input cannot be read, or is no document. */
    DATA(65),
    /** A fault of this program. */
    SOFTWARE(70),
    /** A file cannot be written. */
    IO(74),
    /** The CIB is not valid. */
    CONFIG(78),
    /** No node answers. */
    DISCONNECTED(102),
    /** No such file, directory or format. */
    NO_SUCH(105);

    private final int code;

    FieldExit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
