package io.systole.policy.verify;

import io.systole.cib.xml.CibFault;

/** Something about a configuration that an administrator should know. */
public record Finding(Severity severity, CibFault fault) {

    /** How serious it is. */
    public enum Severity {
        /** The cluster will not do what is written there. */
        ERROR("error"),
        /** It will, but hardly what is meant. */
        WARNING("warning"),
        /** Worth knowing; the configuration is valid. */
        NOTE("note");

        private final String word;

        Severity(String word) {
            this.word = word;
        }
    }

    public boolean isNote() {
        return severity == Severity.NOTE;
    }

    @Override
    public String toString() {
        return severity.word + ": " + fault;
    }
}
