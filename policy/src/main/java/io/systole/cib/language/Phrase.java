package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A statement in the writing: words with blanks between, and parts on lines of their own as crmsh shows them. */
final class Phrase {
    private static final Pattern PLAIN = Pattern.compile("[^\\s\"'\\\\]+");
    /** Words that mean something where an id or a value may stand. */
    private static final Set<String> RESERVED = Set.of(
            "params",
            "meta",
            "utilization",
            "operations",
            "op",
            "op_params",
            "op_meta",
            "rule",
            "attributes",
            "and",
            "or",
            "select",
            "to",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "lifetime",
            "network",
            "storage",
            "port-mapping",
            "storage-mapping",
            "primitive",
            "_rsc_set_",
            "docker",
            "podman",
            "rkt",
            "nodes",
            "fencing",
            "resources",
            "defined",
            "not_defined",
            "date",
            "resource");

    private final StringBuilder text = new StringBuilder();
    private boolean flat;

    /** A keyword or a mark, as it is. */
    Phrase word(String word) {
        if (text.length() > 0 && text.charAt(text.length() - 1) != '\t') {
            text.append(' ');
        }
        text.append(word);
        return this;
    }

    /** An id or a value. */
    Phrase value(@Nullable String value) {
        String text = value == null ? "" : value;
        boolean mistakable = RESERVED.contains(text)
                || text.contains("=")
                || text.endsWith(":")
                || text.startsWith("@")
                || text.startsWith("$");
        return word(mistakable ? escaped(text) : quoted(text));
    }

    /** A name and a value; null is left out. */
    Phrase pair(String name, @Nullable String value) {
        return value == null ? this : word(name + "=" + quoted(value));
    }

    /** The same of more of them, in the order of the names. */
    Phrase pairs(List<String> names, Element element) {
        names.forEach(name -> pair(name, element.attribute(name)));
        return this;
    }

    /** A score, a kind or an id before what it is for; null is left out. */
    Phrase label(@Nullable String label) {
        return label == null ? this : word(quoted(label) + ":");
    }

    /** The next word begins a line. */
    Phrase line() {
        if (!flat) {
            text.append(" \\\n\t");
        }
        return this;
    }

    /** Whether what follows stays in one line. */
    void flat(boolean wanted) {
        flat = wanted;
    }

    /** The value as one word that is read again as it is. */
    static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : escaped(value);
    }

    private static String escaped(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
