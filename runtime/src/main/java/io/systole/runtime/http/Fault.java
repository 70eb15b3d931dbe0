package io.systole.runtime.http;

/** What is wrong: where, what was found there, what was expected, what to do. Any but the first may be empty. */
public record Fault(String where, String found, String expected, String advice) {
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
