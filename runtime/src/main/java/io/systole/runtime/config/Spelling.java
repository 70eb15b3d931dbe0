package io.systole.runtime.config;

import java.util.Collection;

/** Finds the known key that a mistyped one was probably meant to be. */
final class Spelling {
    private Spelling() {}

    static String advice(String key, Collection<String> known) {
        String nearest = null;
        var least = Math.max(2, key.length() / 3) + 1;
        for (var candidate : known) {
            var distance = distance(key, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest == null ? "known here: " + String.join(", ", known) : "did you mean " + nearest + "?";
    }

    /** The number of letters to add, drop or change (Levenshtein). */
    private static int distance(String a, String b) {
        var previous = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
