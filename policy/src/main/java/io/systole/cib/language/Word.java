package io.systole.cib.language;

/**
 * One word of a statement, without its quotes.
 *
 * @param equals where the first equals sign outside of quotes is in the text, -1 if there is none
 * @param quoted whether any of it was quoted; such a word is never a keyword
 * @param raw whether the last character was written outside of quotes, so that a colon there has its meaning
 */
record Word(String text, int equals, boolean quoted, boolean raw, int line, int column) {
    /** A word that was not read. */
    static Word of(String text) {
        return new Word(text, -1, false, true, 0, 0);
    }

    boolean is(String keyword) {
        return !quoted && text.equals(keyword);
    }

    boolean isPair() {
        return equals > 0;
    }

    /** Whether this is one of the words that begin with a dollar and give an id or a role: {@code $id=x}. */
    boolean isMark(String name) {
        return isPair() && name().equals("$" + name);
    }

    String name() {
        return text.substring(0, equals);
    }

    String value() {
        return text.substring(equals + 1);
    }

    /** Whether a colon ends it: a score, a kind, an id. */
    boolean isLabel() {
        return raw && text.length() > 1 && text.endsWith(":");
    }

    String label() {
        return text.substring(0, text.length() - 1);
    }
}
