package io.systole.runtime.status;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes what is known of fencing as text. */
public final class FenceText {
    /** Stands in the text of a check exactly when some node cannot be fenced. */
    public static final String UNABLE = "CANNOT BE FENCED";

    /** Begins each line about what is not as it should be. */
    public static final String MISSING = "  ! ";

    /** Stands in the text of a check exactly when two nodes that do not hear each other may both be fenced. */
    public static final String BOTH_MAY_END = "both may be fenced";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);

    private FenceText() {}

    /** One line for a fencing. */
    public static String line(PastFencing fencing, ZoneId zone) {
        var text = new StringBuilder(TIME.format(fencing.at().atZone(zone)))
                .append("  ")
                .append(fencing.action())
                .append(" of ")
                .append(fencing.target());
        switch (fencing.outcome()) {
            case PENDING -> text.append(" is under way");
            case SUCCESSFUL ->
                text.append(" done in ").append(fencing.durationMs()).append(" ms");
            case FAILED ->
                text.append(" failed after ").append(fencing.durationMs()).append(" ms");
        }
        if (!fencing.devices().isEmpty()) {
            text.append(" by ").append(fencing.devices());
        }
        if (fencing.ledBy() != null) {
            text.append(", led by ").append(fencing.ledBy());
        }
        if (!fencing.requestedBy().isEmpty()) {
            text.append("; asked for by ")
                    .append(fencing.requestedBy())
                    .append(": ")
                    .append(fencing.reason());
        }
        if (!fencing.why().isEmpty()) {
            text.append("; why it failed: ").append(fencing.why());
        }
        return text.toString();
    }

    /** One line for a device. */
    public static String line(FenceDeviceView device) {
        var text = new StringBuilder(device.id())
                .append(" (")
                .append(device.agent())
                .append("): ")
                .append(device.hosts().isEmpty() ? "whom its agent says" : String.join(", ", device.hosts()))
                .append(" (")
                .append(device.check())
                .append(')');
        if (!device.delay().isEmpty()) {
            text.append("; waits ").append(device.delay());
        }
        if (!device.barred().isEmpty()) {
            text.append("; not from ").append(String.join(", ", device.barred()));
        }
        text.append(device.verified().isEmpty() ? "; not started" : "; started on ")
                .append(String.join(", ", device.verified()));
        if (!device.distrust().isEmpty()) {
            text.append("; ").append(device.distrust());
        }
        return text.toString();
    }

    /** What is known of fencing one node. */
    public static List<String> lines(FenceCheckView check, ZoneId zone) {
        var lines = new ArrayList<String>();
        lines.add(check.node() + ": "
                + switch (check.fenceable()) {
                    case "yes" -> "can be fenced";
                    case "no" -> UNABLE;
                    default -> "not checked yet";
                });
        for (var level : check.levels()) {
            lines.add("  level " + level.number() + ": " + level.works());
            for (var use : level.uses()) {
                lines.add("    " + line(use, zone));
            }
        }
        if (!check.race().isEmpty()) {
            lines.add("  " + check.race());
        }
        check.missing().forEach(line -> lines.add(MISSING + line));
        return lines;
    }

    private static String line(FenceCheckView.Use use, ZoneId zone) {
        var text = new StringBuilder(use.device());
        if (use.from() != null) {
            text.append(" from ").append(use.from());
        }
        text.append(": ").append(use.works());
        if (use.checkedAt() != null) {
            text.append(", took ")
                    .append(use.tookMs())
                    .append(" of ")
                    .append(use.timeoutMs())
                    .append(" ms, checked ")
                    .append(TIME.format(use.checkedAt().atZone(zone)));
        }
        return use.why().isEmpty()
                ? text.toString()
                : text.append(": ").append(use.why()).toString();
    }
}
