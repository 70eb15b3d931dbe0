package io.systole.runtime.status;

import io.systole.runtime.status.FencingView.Outcome;
import io.systole.runtime.status.NodeView.Condition;
import io.systole.runtime.status.NodeView.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the status as text, in the order and words that people know from {@code crm_mon -1}. */
public final class StatusText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);

    private static final Map<Kind, String> WORD = Map.of(Kind.REMOTE, "RemoteNode", Kind.GUEST, "GuestNode");

    private final StatusView status;
    private final ZoneId zone;
    private final List<String> lines = new ArrayList<>();

    private StatusText(StatusView status, ZoneId zone) {
        this.status = status;
        this.zone = zone;
    }

    public static String of(StatusView status, ZoneId zone) {
        var text = new StatusText(status, zone);
        text.summary();
        text.attention();
        text.nodes();
        text.resources();
        text.failures();
        text.fencing("Failed Fencing Actions", Outcome.FAILED);
        text.fencing("Pending Fencing Actions", Outcome.PENDING);
        text.fencing("Fencing History", Outcome.SUCCESSFUL);
        text.tickets();
        return String.join("\n", text.lines) + "\n";
    }

    private void summary() {
        lines.add("Cluster Summary:");
        lines.add("  * Stack: systole (cluster " + status.cluster() + ", asked " + status.askedNode() + ")");
        if (status.waitingFor() != null) {
            lines.add("  * This node is not a member yet: " + status.waitingFor());
        }
        var quorum = (status.quorate() ? "partition with quorum" : "partition WITHOUT quorum")
                + (status.quorum().isEmpty() ? "" : " (" + status.quorum() + ")");
        lines.add("  * Current DC: " + (status.dc() == null ? "NONE" : status.dc()) + " - " + quorum);
        lines.add("  * Last updated: " + TIME.format(status.at().atZone(zone)));
        if (status.sbd() != null) {
            lines.add("  * SBD of " + status.askedNode() + ": " + status.sbd());
        }
        lines.add("  * CIB: version " + status.cibVersion()
                + (status.lastChange() == null ? "" : ", last change " + status.lastChange()));
        lines.add("  * Transition: " + status.phase());
        lines.add("  * " + count(status.nodes().size(), "node") + " configured");
        lines.add("  * " + count(status.instances(), "resource instance") + " configured" + restrained());
        lines.add("");
    }

    /** How many resources somebody or a failure keeps from running, as crm_mon tells it. */
    private String restrained() {
        long disabled = noted("disabled");
        long blocked = noted("blocked");
        var parts = new ArrayList<String>();
        if (disabled > 0) {
            parts.add(disabled + " DISABLED");
        }
        if (blocked > 0) {
            parts.add(blocked + " BLOCKED from further action due to failure");
        }
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private long noted(String note) {
        return status.resources().stream()
                .flatMap(resource -> notes(resource).stream())
                .filter(notes -> notes.contains(note))
                .count();
    }

    private static List<List<String>> notes(ResourceView resource) {
        if (resource instanceof ResourceView.Single single) {
            return List.of(single.notes());
        }
        return resource instanceof ResourceView.Instances instances
                ? List.of(instances.notes())
                : ((ResourceView.Together) resource)
                        .members().stream().map(ResourceView.Single::notes).toList();
    }

    private void attention() {
        if (!status.attention().isEmpty()) {
            lines.add("Attention:");
            status.attention().forEach(line -> lines.add("  * " + line));
            lines.add("");
        }
    }

    private void nodes() {
        lines.add("Node List:");
        for (var node : status.nodes()) {
            if (node.condition() != Condition.ONLINE && node.condition() != Condition.OFFLINE) {
                lines.add("  * " + WORD.getOrDefault(node.kind(), "Node") + " " + node.name() + ": "
                        + node.condition().words());
            }
        }
        nodes("Online", Kind.MEMBER, Condition.ONLINE);
        nodes("OFFLINE", Kind.MEMBER, Condition.OFFLINE);
        nodes("RemoteOnline", Kind.REMOTE, Condition.ONLINE);
        nodes("RemoteOFFLINE", Kind.REMOTE, Condition.OFFLINE);
        nodes("GuestOnline", Kind.GUEST, Condition.ONLINE);
        lines.add("");
    }

    private void nodes(String title, Kind kind, Condition condition) {
        var names = status.nodes().stream()
                .filter(node -> node.kind() == kind && node.condition() == condition)
                .map(NodeView::name)
                .toList();
        if (!names.isEmpty()) {
            lines.add("  * " + title + ": " + bracketed(names));
        }
    }

    private void resources() {
        lines.add("Full List of Resources:");
        lines.addAll(status.resourceLines());
    }

    private void failures() {
        if (status.failures().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("Failed Resource Actions:");
        for (var failure : status.failures()) {
            lines.add("  * " + failure.resource() + " " + failure.operation() + " on " + failure.node() + " returned '"
                    + failure.result() + "'"
                    + (failure.exitReason().isEmpty() ? "" : " (" + failure.exitReason() + ")")
                    + at(failure.at()) + " after " + failure.execTimeMs() + "ms"
                    + (failure.status().equals("complete") ? "" : ": " + failure.status()));
        }
        lines.add("  what the agents printed: systole resource output NAME");
    }

    private String at(String epochSeconds) {
        if (!epochSeconds.matches("[0-9]{1,12}")) {
            return "";
        }
        var instant = Instant.ofEpochSecond(Long.parseLong(epochSeconds));
        return " at " + TIME.format(instant.atZone(zone));
    }

    private void fencing(String title, Outcome outcome) {
        var entries = status.fencing().stream()
                .filter(entry -> entry.outcome() == outcome)
                .toList();
        if (entries.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(title + ":");
        for (var entry : entries) {
            var by = entry.by() == null ? "" : " by " + entry.by();
            var reason = entry.reason().isEmpty() ? "" : ": " + entry.reason();
            lines.add("  * " + entry.action() + " of " + entry.target() + " "
                    + outcome.name().toLowerCase(Locale.ROOT) + by + " at "
                    + TIME.format(entry.at().atZone(zone))
                    + reason);
        }
    }

    private void tickets() {
        if (!status.tickets().isEmpty()) {
            lines.add("");
            lines.add("Tickets:");
            status.tickets().forEach(ticket -> lines.add("  * " + TicketText.line(ticket, zone)));
        }
    }

    private static String count(int number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }

    private static String bracketed(List<String> names) {
        return "[ " + String.join(" ", names) + " ]";
    }
}
