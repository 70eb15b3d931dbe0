package io.systole.runtime.host;

import io.systole.cib.value.SecretTexts;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts of any kind: those that are known by their values, wherever they stand, and whatever follows a
 * name that speaks of a secret. It takes out too much rather than too little.
 */
public final class Masking {
    private static final String WORDS =
            "passw|passphrase|secret|token|api[_-]?key|authorization|community|credential|private[_-]?key|shared[_-]?key";
    private static final String NAME = "[A-Za-z0-9_.-]*(?:" + WORDS + ")[A-Za-z0-9_.-]*";
    private static final String VALUE = "\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\s,;\"'|}<>]+";
    /** Names that say where a secret lies, or how long it counts. */
    private static final Pattern HARMLESS = Pattern.compile(
            ".*(file|files|director(y|ies)|path|timeout|interval|id|join-token)", Pattern.CASE_INSENSITIVE);

    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)", Pattern.DOTALL);
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer|basic)\\s+[A-Za-z0-9+/_.=~-]{6,}");
    private static final Pattern URL = Pattern.compile("(://[^/\\s:@\"']*:)[^/\\s@\"']+@");
    private static final Pattern PAIR =
            Pattern.compile("(" + NAME + ")([\"']?\\s*[=:]\\s*)(" + VALUE + ")", Pattern.CASE_INSENSITIVE);
    private static final Pattern OPTION =
            Pattern.compile("(--?" + NAME + ")(\\s+)(" + VALUE + ")", Pattern.CASE_INSENSITIVE);
    private static final Pattern ELEMENT =
            Pattern.compile("(name=\"" + NAME + "\"[^<>]*?\\svalue=\")([^\"]*)(\")", Pattern.CASE_INSENSITIVE);
    private static final Pattern REVERSED =
            Pattern.compile("(\\bvalue=\")([^\"]*)(\"[^<>]*?\\sname=\"" + NAME + "\")", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED = Pattern.compile(NAME, Pattern.CASE_INSENSITIVE);
    /** A shorter one stands by chance in many words. */
    private static final int SHORT = 4;

    private final List<String> values;

    /** Masks these values, and what the names tell. */
    public Masking(Collection<String> values) {
        this.values = values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty() && !value.equals(SecretTexts.LOCAL))
                .distinct()
                .sorted((one, other) -> other.length() - one.length())
                .toList();
    }

    /** Whether a parameter of this name is taken for a secret. */
    public static boolean isSecret(String name) {
        return SecretTexts.isSecretName(name)
                || (NAMED.matcher(name).matches() && !HARMLESS.matcher(name).matches());
    }

    /** The text without secrets. */
    public String text(String text) {
        String masked = PEM.matcher(text).replaceAll(SecretTexts.MASK);
        for (String value : values) {
            masked = value.length() < SHORT
                    ? masked.replaceAll(
                            "(?<![A-Za-z0-9_])" + Pattern.quote(value) + "(?![A-Za-z0-9_])", SecretTexts.MASK)
                    : masked.replace(value, SecretTexts.MASK);
        }
        masked = BEARER.matcher(masked).replaceAll("$1 " + SecretTexts.MASK);
        masked = URL.matcher(masked).replaceAll("$1" + SecretTexts.MASK + "@");
        masked = ELEMENT.matcher(masked).replaceAll(match -> quoted(match, 1, 3));
        masked = REVERSED.matcher(masked).replaceAll(match -> quoted(match, 1, 3));
        masked = PAIR.matcher(masked).replaceAll(Masking::pair);
        return OPTION.matcher(masked).replaceAll(Masking::pair);
    }

    private static String quoted(MatchResult match, int before, int after) {
        String value = match.group(2).equals(SecretTexts.LOCAL) ? SecretTexts.LOCAL : SecretTexts.MASK;
        return Matcher.quoteReplacement(match.group(before) + value + match.group(after));
    }

    private static String pair(MatchResult match) {
        String name = match.group(1);
        String value = match.group(3);
        boolean harmless = HARMLESS.matcher(name).matches()
                || value.contains(SecretTexts.MASK)
                || value.equals("\"\"")
                || List.of("true", "false", "null", "none").contains(value.toLowerCase(Locale.ROOT));
        String shown = value.startsWith("\"") ? "\"" + SecretTexts.MASK + "\"" : SecretTexts.MASK;
        return Matcher.quoteReplacement(harmless ? match.group() : name + match.group(2) + shown);
    }
}
