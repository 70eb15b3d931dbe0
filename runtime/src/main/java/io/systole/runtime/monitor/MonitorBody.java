package io.systole.runtime.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.systole.runtime.monitor.Line.Tone;
import io.systole.runtime.status.DetailsText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The list of the live view: nodes and resources, failures, fencings, tickets. */
final class MonitorBody {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM d HH:mm:ss", Locale.ENGLISH);
    private static final int FENCINGS_MAX = 10;

    private final JsonNode status;
    private final ZoneId zone;
    private final boolean wide;
    private final List<Line> lines = new ArrayList<>();

    private MonitorBody(JsonNode status, ZoneId zone, boolean wide) {
        this.status = status;
        this.zone = zone;
        this.wide = wide;
    }

    /** @param wide whether there is room for the agents */
    static List<Line> of(MonitorState state, ZoneId zone, boolean wide) {
        @Nullable JsonNode status = state.status();
        if (status == null) {
            return List.of();
        }
        var body = new MonitorBody(status, zone, wide);
        if (state.face().byNode()) {
            body.byNode();
        } else {
            body.nodes();
            body.byResource();
        }
        body.failures();
        body.fencings();
        body.tickets();
        body.details(state);
        return body.lines;
    }

    /** Those that are shown on demand alone, as below a status; nothing where none is asked for. */
    static List<Line> details(MonitorState state, ZoneId zone) {
        var body = new MonitorBody(MissingNode.getInstance(), zone, false);
        body.details(state);
        return body.lines;
    }

    /** As `systole status --with` has them. */
    private void details(MonitorState state) {
        var with = state.face().with();
        if (with.isEmpty()) {
            return;
        }
        var read = state.details().read();
        if (read == null) {
            String why = state.details().why();
            lines.add(Line.of(
                    why.isEmpty() ? "Details are being read ..." : "Details cannot be read: " + why,
                    why.isEmpty() ? Tone.PLAIN : Tone.BAD));
            return;
        }
        DetailsText.of(read.only(with), zone)
                .lines()
                .filter(text -> !text.isEmpty())
                .forEach(text -> {
                    boolean isTitle = !text.startsWith(" ");
                    lines.add(Line.of(isTitle ? text.replaceFirst(":$", "") : text, isTitle ? Tone.TITLE : Tone.PLAIN));
                });
    }

    private void title(String text) {
        lines.add(Line.of(text, Tone.TITLE));
    }

    private void nodes() {
        title("Nodes");
        status.path("nodes").forEach(node -> lines.add(node(node, "  ")));
    }

    private Line node(JsonNode node, String indent) {
        String condition = Words.ofCondition(node.path("condition").asText());
        String kind = node.path("kind").asText("MEMBER").toLowerCase(Locale.ROOT);
        String host = node.path("host").asText("");
        return Line.of(indent + padded(node.path("name").asText(), 20 - indent.length()) + " ")
                .and(condition, tone(condition))
                .and(node.path("isDc").asBoolean() ? " (DC)" : "", Tone.PLAIN)
                .and(
                        kind.equals("member") ? "" : " " + kind + " node" + (host.isEmpty() ? "" : " by " + host),
                        Tone.PLAIN);
    }

    private void byResource() {
        title("Resources");
        var rows = Row.of(status);
        if (rows.isEmpty()) {
            lines.add(Line.of("  none"));
        }
        rows.forEach(row -> lines.add(row(row)));
    }

    private Line row(Row row) {
        String indent = "  ".repeat(row.depth() + 1);
        if (row.isTitle()) {
            return Line.of(indent + row.id() + ":");
        }
        return Line.of(indent + padded(row.id(), 22 - indent.length()) + " "
                        + (wide ? padded(row.agent(), 30) + " " : ""))
                .and(row.state(), tone(row.state()))
                .and(notes(row), Tone.RESTRAINED);
    }

    private static String notes(Row row) {
        return row.notes().isEmpty() ? "" : " (" + String.join(", ", row.notes()) + ")";
    }

    /** Each node with what is there; then what is nowhere. */
    private void byNode() {
        title("Nodes and what they run");
        var rows = Row.of(status);
        status.path("nodes").forEach(node -> {
            lines.add(node(node, "  "));
            String name = node.path("name").asText();
            for (var row : rows) {
                row.places().stream()
                        .filter(place -> place.node().equals(name))
                        .forEach(place -> lines.add(Line.of("      " + padded(row.id(), 20) + " ")
                                .and(place.words(), tone(place.words()))
                                .and(notes(row), Tone.RESTRAINED)));
            }
        });
        var nowhere = rows.stream()
                .filter(row -> !row.isTitle() && row.places().isEmpty())
                .toList();
        if (!nowhere.isEmpty()) {
            title("Nowhere");
            nowhere.forEach(row -> lines.add(row(row)));
        }
    }

    private void failures() {
        if (!status.path("failures").isEmpty()) {
            title("Failed actions");
            status.path("failures").forEach(failure -> {
                String at = failure.path("at").asText();
                String when = at.matches("[0-9]{1,12}")
                        ? TIME.format(Instant.ofEpochSecond(Long.parseLong(at)).atZone(zone)) + "  "
                        : "";
                lines.add(Line.of("  " + when + Words.ofFailure(failure), Tone.BAD));
            });
        }
    }

    /** The last first; what is under way is above the list. */
    private void fencings() {
        var told = new ArrayList<Line>();
        status.path("fencing").forEach(fencing -> {
            String outcome = fencing.path("outcome").asText().toLowerCase(Locale.ROOT);
            String by = fencing.path("by").asText("");
            String reason = fencing.path("reason").asText("");
            told.add(
                    0,
                    Line.of("  " + time(fencing.path("at").asText())
                                    + fencing.path("action").asText() + " of "
                                    + fencing.path("target").asText() + " ")
                            .and(outcome, outcome.equals("successful") ? Tone.PLAIN : Tone.BAD)
                            .and(
                                    (by.isEmpty() ? "" : " by " + by) + (reason.isEmpty() ? "" : ": " + reason),
                                    Tone.PLAIN));
        });
        if (!told.isEmpty()) {
            title("Fencing");
            lines.addAll(told.subList(0, Math.min(FENCINGS_MAX, told.size())));
        }
    }

    private String time(String instant) {
        try {
            return TIME.format(Instant.parse(instant).atZone(zone)) + "  ";
        } catch (DateTimeParseException none) {
            return "";
        }
    }

    private void tickets() {
        if (!status.path("tickets").isEmpty()) {
            title("Tickets");
            status.path("tickets").forEach(ticket -> {
                boolean granted = ticket.path("granted").asBoolean();
                lines.add(Line.of("  " + padded(ticket.path("id").asText(), 18) + " ")
                        .and(granted ? "granted" : "revoked", granted ? Tone.GOOD : Tone.RESTRAINED)
                        .and(ticket.path("standby").asBoolean() ? " [standby]" : "", Tone.RESTRAINED));
            });
        }
    }

    private static Tone tone(String words) {
        if (words.contains("UNCLEAN") || words.contains("OFFLINE") || words.contains("FAILED")) {
            return Tone.BAD;
        }
        return words.startsWith("online")
                        || words.startsWith("Started")
                        || words.startsWith("Promoted")
                        || words.startsWith("Unpromoted")
                ? Tone.GOOD
                : Tone.RESTRAINED;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
