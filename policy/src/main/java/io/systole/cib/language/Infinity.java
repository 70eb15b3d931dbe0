package io.systole.cib.language;

import java.util.Map;
import java.util.regex.Pattern;

/** Scores as words: the text says inf where the CIB has INFINITY; all others are the same in both. */
final class Infinity {
    private static final Map<String, String> WORDS =
            Map.of("INFINITY", "inf", "-INFINITY", "-inf", "+INFINITY", "+inf");
    private static final Pattern SCORE = Pattern.compile("[+-]?([0-9]+|(?i:inf(inity)?))");

    private Infinity() {}

    static boolean isScore(String text) {
        return SCORE.matcher(text).matches();
    }

    static String word(String score) {
        return WORDS.getOrDefault(score, score);
    }

    static String score(String word) {
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(word);
    }
}
