package io.systole.fencing;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the small texts in which devices are told about hosts: lists, maps, times. */
final class HostTexts {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,;]+");
    private static final Pattern MAP_SEPARATORS = Pattern.compile("[\\s;]+");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*([a-z]*)");

    private HostTexts() {}

    static List<NodeName> names(String text) {
        return Stream.of(SEPARATORS.split(text.strip()))
                .filter(name -> !name.isEmpty())
                .map(NodeName::new)
                .distinct()
                .toList();
    }

    /** {@code n1:1;n2=2 n3:3}: the first of a node counts. */
    static SortedMap<NodeName, String> map(String text) {
        var map = new TreeMap<NodeName, String>();
        for (var pair : MAP_SEPARATORS.split(text.strip())) {
            var cut = firstOf(pair, ':', '=');
            if (cut > 0 && cut < pair.length() - 1) {
                map.putIfAbsent(new NodeName(pair.substring(0, cut)), pair.substring(cut + 1));
            }
        }
        return map;
    }

    private static int firstOf(String text, char one, char other) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) == one || text.charAt(i) == other) {
                return i;
            }
        }
        return -1;
    }

    static Optional<Integer> number(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Integer.parseInt(text.strip()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** {@code 20}, {@code 20s}, {@code 500ms}, {@code 2min}, {@code 1h}. */
    static Optional<Duration> duration(@Nullable String text) {
        var match = TIME.matcher(text == null ? "" : text.strip().toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            return Optional.empty();
        }
        var number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "", "s", "sec" -> Optional.of(Duration.ofSeconds(number));
            case "ms", "msec" -> Optional.of(Duration.ofMillis(number));
            case "us", "usec" -> Optional.of(Duration.ofNanos(number * 1000));
            case "m", "min" -> Optional.of(Duration.ofMinutes(number));
            case "h", "hr" -> Optional.of(Duration.ofHours(number));
            default -> Optional.empty();
        };
    }
}
