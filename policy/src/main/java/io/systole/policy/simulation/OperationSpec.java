package io.systole.policy.simulation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The result of an operation as an operator writes it: {@code RSC_TASK_INTERVAL@NODE=RC}.
 *
 * @param fault what is wrong with the text; null where it has the form
 */
record OperationSpec(
        String text,
        String resource,
        String task,
        long intervalMs,
        String node,
        int rc,
        @Nullable String fault) {

    private static final Pattern FIELDS = Pattern.compile("([^@]+)(?:@([^=]+)(?:=([+-]?\\d+).*)?)?.*", Pattern.DOTALL);
    /** Tasks that have the separator in their names, and all others. */
    private static final List<Pattern> KEYS = List.of(
            Pattern.compile("(.+)_(migrate_to|migrate_from|(?:pre|post)_notify_[^_]+)_(\\d{1,9})"),
            Pattern.compile("(.+)_([^_]+)_(\\d{1,9})"));

    /** Reads a text. */
    static OperationSpec parse(String text) {
        Matcher fields = FIELDS.matcher(text);
        int found = 0;
        if (fields.matches()) {
            found = fields.group(3) != null ? 3 : fields.group(2) != null ? 2 : 1;
        }
        if (found < 3) {
            return faulty(text, "Invalid operation spec: " + text + ".  Only found " + found + " fields");
        }
        Matcher key = key(fields.group(1));
        if (key == null) {
            return faulty(
                    text,
                    "Invalid operation spec: " + text + ": " + fields.group(1)
                            + " is not RESOURCE_TASK_INTERVAL, with the interval in milliseconds");
        }
        try {
            return new OperationSpec(
                    text,
                    key.group(1),
                    key.group(2),
                    Long.parseLong(key.group(3)),
                    fields.group(2),
                    Integer.parseInt(fields.group(3)),
                    null);
        } catch (NumberFormatException tooLarge) {
            return faulty(text, "Invalid operation spec: " + text + ": " + fields.group(3) + " is no result code");
        }
    }

    private static @Nullable Matcher key(String text) {
        for (Pattern pattern : KEYS) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches()) {
                return matcher;
            }
        }
        return null;
    }

    private static OperationSpec faulty(String text, String fault) {
        return new OperationSpec(text, "", "", 0, "", 0, fault);
    }

    /** The name under which the failures of the operation are counted. */
    String failureName() {
        return resource + "#" + task + "_" + intervalMs;
    }
}
