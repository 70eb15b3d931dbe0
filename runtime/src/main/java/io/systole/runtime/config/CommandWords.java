package io.systole.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command's words: split at white space as by a shell; double quotes keep words together, and a backslash takes the next
 * character as it is. That is how corosync-qdevice(8) reads its heuristics; no shell runs, and nothing else is special.
 */
final class CommandWords {
    private CommandWords() {}

    /** Empty where quotes are not closed, or a backslash ends the text. */
    static Optional<List<String>> of(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inWord = false;
        boolean quoted = false;
        boolean escaped = false;
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            if (escaped) {
                word.append(each);
                escaped = false;
            } else if (each == '\\') {
                escaped = true;
                inWord = true;
            } else if (each == '"') {
                quoted = !quoted;
                inWord = true;
            } else if (!quoted && Character.isWhitespace(each)) {
                if (inWord) words.add(word.toString());
                word.setLength(0);
                inWord = false;
            } else {
                word.append(each);
                inWord = true;
            }
        }
        if (quoted || escaped) return Optional.empty();
        if (inWord) words.add(word.toString());
        return Optional.of(words);
    }
}
