package io.systole.cib.value;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Extended regular expressions of POSIX, as the CIB has them for resources and nodes, with the additions of the GNU C
 * library (back references, {@code \w}, {@code \<}). They differ from Java's in bracket expressions, which know classes such
 * as {@code [[:digit:]]} and no escapes, in what a backslash before a letter means, and in repeated repetitions, which are
 * neither reluctant nor possessive. Of alternatives that match, Java takes the first and POSIX the longest: that matters to
 * submatches alone.
 */
public final class PosixPattern {
    private static final int GROUPS_MAX = 9;

    private final String text;
    private final StringBuilder java = new StringBuilder();
    private final Deque<Integer> open = new ArrayDeque<>();
    private int at;
    /** Where in the translation the last atom begins, which a repetition would repeat; -1 for none. */
    private int atom = -1;

    private boolean repeated;

    private PosixPattern(String text) {
        this.text = text;
    }

    /**
     * The pattern that matches what the expression matches.
     *
     * @throws PatternSyntaxException where it is none
     */
    public static Pattern compile(String text) {
        return Pattern.compile(new PosixPattern(text).translated());
    }

    private String translated() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '\\' -> escape();
                case '[' -> bracket();
                case '(' -> {
                    open.push(java.length());
                    java.append(c);
                    atom = -1;
                }
                case ')' -> close();
                case '*', '+', '?', '{' -> repetition(c);
                case '|', '^', '$' -> {
                    java.append(c == '$' ? "\\z" : String.valueOf(c));
                    atom = -1;
                }
                case '.' -> atom(".");
                default -> atom(literal(c));
            }
        }
        if (!open.isEmpty()) {
            throw fault("a parenthesis is not closed");
        }
        return java.toString();
    }

    private PatternSyntaxException fault(String what) {
        return new PatternSyntaxException(what, text, at);
    }

    private void atom(String translation) {
        atom = java.length();
        repeated = false;
        java.append(translation);
    }

    private static String literal(char c) {
        boolean plain = c > 127 || Character.isLetterOrDigit(c) || c == '_' || c == ' ';
        return plain ? String.valueOf(c) : "\\" + c;
    }

    private void close() {
        if (open.isEmpty()) {
            atom("\\)");
            return;
        }
        java.append(')');
        atom = open.pop();
        repeated = false;
    }

    private void escape() {
        if (at == text.length()) {
            throw fault("a backslash at the end");
        }
        char c = text.charAt(at++);
        if (c >= '1' && c <= '0' + GROUPS_MAX) {
            atom("(?:\\" + c + ")");
            return;
        }
        switch (c) {
            case 'w', 'W', 's', 'S', 'b', 'B' -> atom("\\" + c);
            case '<' -> atom("\\b(?=\\w)");
            case '>' -> atom("\\b(?<=\\w)");
            case '`' -> atom("\\A");
            case '\'' -> atom("\\z");
            default -> atom(literal(c));
        }
    }

    /** A repetition of what was repeated before repeats the whole of it. */
    private void repetition(char c) {
        if (atom < 0) {
            throw fault("nothing to repeat");
        }
        if (repeated) {
            java.insert(atom, "(?:").append(')');
        }
        repeated = true;
        java.append(c == '{' ? interval() : String.valueOf(c));
    }

    private String interval() {
        int end = text.indexOf('}', at);
        String[] bounds = end < 0 ? new String[0] : text.substring(at, end).split(",", -1);
        boolean fits = bounds.length == 1 || bounds.length == 2;
        for (String bound : bounds) {
            fits &= bound.length() < 6 && bound.chars().allMatch(c -> c >= '0' && c <= '9');
        }
        if (!fits || (bounds.length == 1 && bounds[0].isEmpty())) {
            throw fault("a brace that is no interval");
        }
        at = end + 1;
        String least = bounds[0].isEmpty() ? "0" : bounds[0];
        return bounds.length == 1 ? "{" + least + "}" : "{" + least + "," + bounds[1] + "}";
    }

    /** A set of characters: nothing but its end, ranges and classes is special in it. */
    private void bracket() {
        StringBuilder set = new StringBuilder("[");
        if (at < text.length() && text.charAt(at) == '^') {
            set.append('^');
            at++;
        }
        boolean first = true;
        while (true) {
            if (at >= text.length()) {
                throw fault("a bracket is not closed");
            }
            char c = text.charAt(at);
            if (c == ']' && !first) {
                at++;
                break;
            }
            first = false;
            if (text.startsWith("[:", at)) {
                set.append(characterClass());
                continue;
            }
            set.append(literal(element()));
            if (at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']') {
                at++;
                set.append('-').append(literal(element()));
            }
        }
        atom(set.append(']').toString());
    }

    /** One character of a set, which may be written {@code [.x.]} or {@code [=x=]}. */
    private char element() {
        for (String mark : new String[] {".", "="}) {
            if (text.startsWith("[" + mark, at)) {
                if (!text.startsWith(mark + "]", at + 3)) {
                    throw fault("a collating element of more than one character");
                }
                at += 5;
                return text.charAt(at - 3);
            }
        }
        return text.charAt(at++);
    }

    private String characterClass() {
        int end = text.indexOf(":]", at + 2);
        String name = end < 0 ? "" : text.substring(at + 2, end);
        String java =
                switch (name) {
                    case "alnum" -> "Alnum";
                    case "alpha" -> "Alpha";
                    case "blank" -> "Blank";
                    case "cntrl" -> "Cntrl";
                    case "digit" -> "Digit";
                    case "graph" -> "Graph";
                    case "lower" -> "Lower";
                    case "print" -> "Print";
                    case "punct" -> "Punct";
                    case "space" -> "Space";
                    case "upper" -> "Upper";
                    case "xdigit" -> "XDigit";
                    default -> throw fault("an unknown class of characters");
                };
        at = end + 2;
        return "\\p{" + java + "}";
    }
}
