package io.systole.runtime.cli;

import java.util.Locale;

/** The exit codes of the field's tools, for the commands that stand in for one of them: simulate, verify, transition. */
enum FieldExit {
    OK(0, "done"),
    ERROR(1, "the transition cannot be completed, or another failure"),
    NOT_ALLOWED(4, "not allowed"),
    USAGE(64, "the command line is wrong"),
    DATA(65, "the input cannot be read, or is no document"),
    SOFTWARE(70, "a fault of this program"),
    IO(74, "a file cannot be written"),
    CONFIG(78, "the CIB is not valid"),
    DISCONNECTED(102, "no node answers"),
    NO_SUCH(105, "no such file, directory, transition or format");

    private final int code;
    private final String meaning;

    FieldExit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    /** As a word for programs. */
    String word() {
        return this == OK ? "done" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
