package io.systole.cib.language;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts a text into statements of words, by the shell's rules: a backslash at the end of a line goes on in the next one,
 * quotes keep what is between them together (newlines too), a backslash outside of quotes takes the next character as it
 * is, and in double quotes so for a quote and a backslash. A line that begins with {@code #} is a comment.
 */
final class Lexer {
    private final String text;
    private final Consumer<LanguageFault> faults;
    private final List<SourceStatement> statements = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private Lexer(String text, Consumer<LanguageFault> faults) {
        this.text = text;
        this.faults = faults;
    }

    static List<SourceStatement> statements(String text, Consumer<LanguageFault> faults) {
        var lexer = new Lexer(text, faults);
        lexer.run();
        return lexer.statements;
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                end();
                advance();
            } else if (isSpace(c)) {
                advance();
            } else if (continuation() > 0) {
                skip(continuation());
            } else if (c == '#' && words.isEmpty()) {
                restOfLine();
            } else {
                words.add(word());
                if (words.size() == 1 && words.get(0).is("xml")) {
                    statements.add(new SourceStatement(words, xml()));
                    words.clear();
                }
            }
        }
        end();
    }

    private void end() {
        if (!words.isEmpty()) {
            statements.add(new SourceStatement(words, ""));
            words.clear();
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
    }

    private void advance() {
        if (text.charAt(at) == '\n') {
            line++;
            lineStart = at + 1;
        }
        at++;
    }

    private void skip(int count) {
        for (int i = 0; i < count; i++) {
            advance();
        }
    }

    /** How many characters a backslash with the end of its line takes, 0 if there is none here. */
    private int continuation() {
        if (text.charAt(at) != '\\') {
            return 0;
        }
        int end = at + 1;
        while (end < text.length() && isSpace(text.charAt(end)) && text.charAt(end) != '\n') {
            end++;
        }
        if (end == text.length()) {
            return end - at;
        }
        return text.charAt(end) == '\n' ? end + 1 - at : 0;
    }

    private String restOfLine() {
        int end = text.indexOf('\n', at);
        String rest = text.substring(at, end < 0 ? text.length() : end);
        at += rest.length();
        return rest;
    }

    /** What follows the keyword, up to the end of a line that no backslash continues. */
    private String xml() {
        var element = new StringBuilder();
        while (at < text.length()) {
            String part = restOfLine().stripTrailing();
            boolean goesOn = part.endsWith("\\");
            element.append(goesOn ? part.substring(0, part.length() - 1) : part).append('\n');
            if (!goesOn) {
                break;
            }
            if (at < text.length()) {
                advance();
            }
        }
        return element.toString().stripTrailing();
    }

    private Word word() {
        int startLine = line;
        int column = at - lineStart + 1;
        var word = new StringBuilder();
        int equals = -1;
        boolean quoted = false;
        boolean raw = true;
        while (at < text.length() && !isSpace(text.charAt(at)) && continuation() == 0) {
            char c = text.charAt(at);
            raw = false;
            if (c == '"' || c == '\'') {
                quoted = true;
                quoted(c, word);
            } else if (c == '\\') {
                quoted = true;
                advance();
                word.append(text.charAt(at));
                advance();
            } else {
                if (c == '=' && equals < 0) {
                    equals = word.length();
                }
                word.append(c);
                raw = true;
                advance();
            }
        }
        return new Word(word.toString(), equals, quoted, raw, startLine, column);
    }

    private void quoted(char quote, StringBuilder into) {
        int end = at + 1;
        var content = new StringBuilder();
        while (end < text.length() && text.charAt(end) != quote) {
            boolean escape = quote == '"'
                    && text.charAt(end) == '\\'
                    && end + 1 < text.length()
                    && (text.charAt(end + 1) == '"' || text.charAt(end + 1) == '\\');
            end += escape ? 1 : 0;
            content.append(text.charAt(end));
            end++;
        }
        if (end < text.length()) {
            into.append(content);
            skip(end + 1 - at);
        } else {
            faults.accept(new LanguageFault(
                    line,
                    at - lineStart + 1,
                    "a quote that is never closed",
                    "a second " + quote,
                    "close it; the rest of this line was taken as quoted"));
            into.append(restOfLine().substring(1));
        }
    }
}
