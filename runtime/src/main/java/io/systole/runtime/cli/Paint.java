package io.systole.runtime.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Colours the words of a finished text that matter; without the colours the text is the same. */
final class Paint {
    private static final String RESET = "\u001b[0m";
    private static final String TITLE = "\u001b[1m";
    private static final String BAD = "\u001b[1;31m";
    private static final String RESTRAINED = "\u001b[33m";
    private static final String GOOD = "\u001b[32m";

    private static final Pattern WORDS = Pattern.compile(
            "(?<bad>\\bUNCLEAN \\((?:online|offline)\\)|\\b(?:RemoteOFFLINE|OFFLINE|UNCLEAN|FAILED|BLOCKED|DISABLED|WITHOUT quorum"
                    + "|NO FENCE DEVICE|NOT connected|NOT given|CANNOT be fenced|failed|Failed|blocked|no quorum|lost"
                    + "|NONE)\\b)"
                    + "|(?<restrained>\\b(?:Stopped|standby|maintenance|unmanaged|disabled|orphaned|pending|not heard of"
                    + "|leaving|Starting|Stopping|Promoting|Demoting|Migrating|unchecked|fencing is disabled)\\b)"
                    + "|(?<good>\\b(?:Started|Promoted|Unpromoted|Online|RemoteOnline|GuestOnline|with quorum)\\b)");

    private Paint() {}

    static String of(String text) {
        return text.lines().map(Paint::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(String line) {
        if (line.matches("[A-Z][A-Za-z ]*:")) {
            return (line.equals("Attention:") || line.startsWith("Failed") ? BAD : TITLE) + line + RESET;
        }
        return WORDS.matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(colour((Matcher) found) + found.group() + RESET));
    }

    private static String colour(Matcher found) {
        if (found.group("bad") != null) {
            return BAD;
        }
        return found.group("restrained") != null ? RESTRAINED : GOOD;
    }
}
