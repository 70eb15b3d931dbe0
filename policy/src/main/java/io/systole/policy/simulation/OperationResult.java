package io.systole.policy.simulation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The result of an operation that is pretended: {@code RSC_TASK_INTERVAL@NODE=RC}.
 *
 * @param text as it was given
 */
public record OperationResult(String text, String resource, String task, long intervalMs, String node, int rc) {

    private static final Pattern FORM =
            Pattern.compile("(.+)_(migrate_to|migrate_from|(?:pre|post)_notify_[^_@]+|[^_@]+)_(\\d+)@([^=]+)=(\\d+)");

    /** Reads a result; empty where the text does not have the form. */
    public static Optional<OperationResult> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OperationResult(
                    text,
                    matcher.group(1),
                    matcher.group(2),
                    Long.parseLong(matcher.group(3)),
                    matcher.group(4),
                    Integer.parseInt(matcher.group(5))));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** The name under which the failures of the operation are counted. */
    String failureName() {
        return resource + "#" + task + "_" + intervalMs;
    }
}
