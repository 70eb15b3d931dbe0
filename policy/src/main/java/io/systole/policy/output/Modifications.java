package io.systole.policy.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was pretended before planning: the quorum, the watchdog (null where it was left alone), and the rest in order. */
public record Modifications(
        @Nullable String quorum, @Nullable String watchdog, List<ReportItem> items) {
    public Modifications {
        items = List.copyOf(items);
    }

    List<String> lines() {
        List<String> lines = new java.util.ArrayList<>();
        if (quorum != null) {
            lines.add("Setting quorum: " + quorum);
        }
        if (watchdog != null) {
            lines.add("Setting watchdog: " + watchdog);
        }
        items.forEach(item -> lines.add(item.line()));
        return lines;
    }
}
