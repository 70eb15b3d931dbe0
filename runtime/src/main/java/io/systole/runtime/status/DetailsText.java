package io.systole.runtime.status;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the details of a status as text, with the titles that people know from {@code crm_mon}. */
public final class DetailsText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);

    private final ZoneId zone;
    private final List<String> lines = new ArrayList<>();

    private DetailsText(ZoneId zone) {
        this.zone = zone;
    }

    public static String of(StatusDetails details, ZoneId zone) {
        var text = new DetailsText(zone);
        text.section("Cluster Options", details.options(), option -> option.name() + "=" + option.value());
        text.attributes(details.attributes());
        text.section("Migration Summary", details.failCounts(), text::failCount);
        text.section("Operations", details.operations(), text::operation);
        text.section("Negative Location Constraints", details.bans(), DetailsText::ban);
        return String.join("\n", text.lines) + "\n";
    }

    private interface Wording<T> {
        String of(T item);
    }

    private <T> void section(String title, @Nullable List<T> items, Wording<T> wording) {
        if (items != null) {
            lines.add("");
            lines.add(title + ":");
            items.forEach(item -> lines.add("  * " + wording.of(item)));
            if (items.isEmpty()) {
                lines.add("  * none");
            }
        }
    }

    private void attributes(@Nullable List<StatusDetails.Attributes> nodes) {
        if (nodes != null) {
            section("Node Attributes", nodes.isEmpty() ? List.of() : null, item -> "");
            if (!nodes.isEmpty()) {
                lines.add("");
                lines.add("Node Attributes:");
                nodes.forEach(node -> {
                    lines.add("  * Node: " + node.node() + ":");
                    node.attributes()
                            .forEach((name, value) -> lines.add(String.format("    * %-32s: %s", name, value)));
                });
            }
        }
    }

    private String failCount(StatusDetails.FailCount count) {
        return count.resource() + " on " + count.node() + ": fail-count=" + count.count()
                + (count.threshold() == null ? "" : " migration-threshold=" + count.threshold())
                + (count.lastFailure() == null ? "" : " last-failure='" + at(count.lastFailure()) + "'");
    }

    private String operation(StatusDetails.Operation operation) {
        return operation.node() + ": " + operation.resource() + " (" + operation.callId() + ") "
                + operation.operation() + ": " + operation.result()
                + (operation.status().equals("complete") ? "" : " (" + operation.status() + ")")
                + (operation.at() == null ? "" : " since " + at(operation.at())) + ", took " + operation.execTimeMs()
                + " ms, waited " + operation.queueTimeMs() + " ms";
    }

    private static String ban(StatusDetails.Ban ban) {
        return ban.id() + ": keeps " + ban.resource() + (ban.role() == null ? "" : " as " + ban.role()) + " off "
                + ban.node() + " (" + ban.score() + ")";
    }

    private String at(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }
}
