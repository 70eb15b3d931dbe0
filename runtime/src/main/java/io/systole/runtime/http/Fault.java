package io.systole.runtime.http;

import io.systole.cib.xml.CibFault;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong: where, what was found there, what was expected, what to do. Any but the first may be empty.
 *
 * @param line of the document that was sent, from 1; null where it is about none
 * @param element of the document that was sent; null where it is about none
 */
public record Fault(
        String where,
        String found,
        String expected,
        String advice,
        @Nullable Integer line,
        @Nullable String element) {
    public Fault(String where, String found, String expected, String advice) {
        this(where, found, expected, advice, null, null);
    }

    /** A fault of a document. */
    public static Fault of(CibFault fault) {
        return new Fault(
                (fault.line() > 0 ? "line " + fault.line() + ": " : "") + fault.element(),
                "found " + fault.found(),
                "expected " + fault.expected(),
                fault.advice(),
                fault.line() > 0 ? fault.line() : null,
                fault.element());
    }

    /** One line for a human. */
    public String inWords() {
        var text = new StringBuilder(where);
        if (!found.isEmpty()) {
            text.append(": ").append(found);
        }
        if (!expected.isEmpty()) {
            text.append(": ").append(expected);
        }
        if (!advice.isEmpty()) {
            text.append("; ").append(advice);
        }
        return text.toString();
    }
}
