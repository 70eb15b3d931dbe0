package io.systole.runtime.cli;

import java.util.List;

/** A command that stands in for one of the field's tools cannot go on. */
final class FieldToolFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final FieldExit exit;
    private final transient List<String> messages;

    FieldToolFailed(FieldExit exit, String message) {
        this(exit, List.of(message));
    }

    FieldToolFailed(FieldExit exit, List<String> messages) {
        super(String.join("\n", messages));
        this.exit = exit;
        this.messages = List.copyOf(messages);
    }

    FieldExit exit() {
        return exit;
    }

    List<String> messages() {
        return messages;
    }
}
