package io.systole.cib.language;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which known word somebody may have meant. */
final class Spellings {
    private Spellings() {}

    static String list(List<String> words) {
        return words.size() == 1
                ? words.get(0)
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
    }

    /** What to do about a word that is not known. */
    static String advice(String found, List<String> known) {
        String given = found.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(word -> distance(given, word.toLowerCase(Locale.ROOT)) <= tolerance(word))
                .min(Comparator.comparingInt(word -> distance(given, word.toLowerCase(Locale.ROOT))))
                .map(word -> "did you mean " + word + "?")
                .orElse("see the language's documentation, docs/operations/configure.md");
    }

    private static int tolerance(String word) {
        return word.length() < 3 ? 0 : Math.max(1, word.length() / 3);
    }

    /** How many letters have to be changed, added or taken away, or neighbours exchanged. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 8) {
            return 9;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean exchanged =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                d[i][j] = exchanged ? Math.min(d[i][j], d[i - 2][j - 2] + 1) : d[i][j];
            }
        }
        return d[a.length()][b.length()];
    }
}
