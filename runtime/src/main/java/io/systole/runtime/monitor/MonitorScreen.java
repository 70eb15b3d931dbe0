package io.systole.runtime.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.systole.runtime.monitor.Line.Tone;
import io.systole.runtime.monitor.MonitorState.Happened;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws the live view: what has to be known first, then the list that can be scrolled, then what happened last. */
public final class MonitorScreen {
    /** A status that is older than this is told as old: a node tells at least so often. */
    private static final Duration OLD = Duration.ofSeconds(30);

    /** From here on there is room for the agents of resources. */
    private static final int WIDE = 100;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    private static final List<String> HELP = List.of(
            "n           resources by node",
            "r           resources by their groups",
            "a           the attributes of nodes, and away again",
            "f           fail counts, and away again",
            "l           constraints that keep resources off nodes, and away again",
            "/           show only lines with a text; Enter keeps it, Escape takes it away",
            "Up Down     a line; also k j",
            "PgUp PgDn   a page; also b and space",
            "Home End    the first, the last line; also g G",
            "? h         this, and away again",
            "q           leave",
            "",
            "Colours repeat what the words say. A bar across the top says when no node answers,",
            "and how old what is shown is.");

    /** What is drawn: as many lines as the screen has, and how far the list can be scrolled. */
    public record Drawn(List<Line> lines, int scrollMax) {
        public Drawn {
            lines = List.copyOf(lines);
        }
    }

    private final MonitorState state;
    private final Instant now;
    private final ZoneId zone;

    private MonitorScreen(MonitorState state, Instant now, ZoneId zone) {
        this.state = state;
        this.now = now;
        this.zone = zone;
    }

    /** The screen at a moment; the same state gives the same screen. */
    public static Drawn of(MonitorState state, int width, int height, Instant now, ZoneId zone) {
        return new MonitorScreen(state, now, zone).draw(Math.max(20, width), Math.max(8, height));
    }

    /** Everything without a screen: for a file or a pipe. */
    public static List<String> plain(MonitorState state, Instant now, ZoneId zone) {
        var screen = new MonitorScreen(state, now, zone);
        var lines = new ArrayList<Line>();
        screen.summary(lines, Integer.MAX_VALUE);
        lines.addAll(MonitorBody.of(state, zone, true));
        return lines.stream().map(line -> line.text().stripTrailing()).toList();
    }

    /** What is shown on demand, without a screen. */
    public static List<String> details(MonitorState state, ZoneId zone) {
        return MonitorBody.details(state, zone).stream()
                .map(line -> line.text().stripTrailing())
                .toList();
    }

    /** Something that happened, with the time of day. */
    public static String told(Happened happened, ZoneId zone) {
        return TIME.format(happened.at().atZone(zone)) + (happened.grave() ? " ! " : "   ") + happened.text();
    }

    private Drawn draw(int width, int height) {
        var top = new ArrayList<Line>();
        title(top, width);
        broken(top);
        if (state.status() != null) {
            summary(top, Math.max(1, height / 6));
        }
        var happened = lastHappened(Math.max(3, height / 5));
        int room = Math.max(1, height - top.size() - happened.size() - 1);
        List<Line> body = state.face().help()
                ? HELP.stream().map(Line::of).toList()
                : filtered(state.status() == null ? List.of() : MonitorBody.of(state, zone, width >= WIDE));
        int scrollMax = Math.max(0, body.size() - room);
        int first = Math.min(state.face().scroll(), scrollMax);
        var lines = new ArrayList<>(top);
        for (int i = 0; i < room; i++) {
            lines.add(first + i < body.size() ? body.get(first + i) : Line.of(""));
        }
        lines.addAll(happened);
        lines.add(foot(first, Math.min(body.size(), first + room), body.size()));
        // on a screen of a few lines the list gives way, and then the top
        var shown = lines.size() > height ? lines.subList(lines.size() - height, lines.size()) : lines;
        return new Drawn(shown.stream().map(line -> line.fitted(width)).toList(), scrollMax);
    }

    private void title(List<Line> top, int width) {
        var status = state.status();
        String left = " systole monitor"
                + (status == null ? "" : "   cluster " + status.path("cluster").asText())
                + (state.node().isEmpty() ? "" : "   told by " + state.node());
        String right = TIME.format(now.atZone(zone)) + " ";
        int gap = Math.max(1, width - left.length() - right.length());
        top.add(Line.of(left + " ".repeat(gap) + right, Tone.BAR));
    }

    /** Nobody may take what is old for what is. */
    private void broken(List<Line> top) {
        var link = state.link();
        if (!link.up()) {
            top.add(
                    state.status() == null
                            ? Line.of(
                                    link.why().isEmpty()
                                            ? " looking for a node ..."
                                            : " NO NODE ANSWERS, and none did yet: " + link.why(),
                                    link.why().isEmpty() ? Tone.PLAIN : Tone.ALARM)
                            : Line.of(
                                    " !! NO NODE ANSWERS: WHAT IS SHOWN IS " + age() + " OLD !! " + link.why()
                                            + "; trying again",
                                    Tone.ALARM));
        } else if (state.status() != null
                && Duration.between(state.heardAt(), now).compareTo(OLD) > 0) {
            top.add(Line.of(" !! NOTHING WAS HEARD FOR " + age() + " !!", Tone.ALARM));
        }
    }

    private String age() {
        long seconds = Math.max(0, Duration.between(state.heardAt(), now).toSeconds());
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    private void summary(List<Line> lines, int attentionMax) {
        var status = state.status();
        if (status == null) {
            return;
        }
        boolean quorate = status.path("quorate").asBoolean();
        String why = status.path("quorum").asText();
        String dc = status.path("dc").asText("");
        lines.add(Line.of("Quorum: ", Tone.TITLE)
                .and(quorate ? "yes" : "NO", quorate ? Tone.GOOD : Tone.BAD)
                .and(why.isEmpty() ? "" : " (" + why + ")", Tone.PLAIN)
                .and("   DC: ", Tone.TITLE)
                .and(dc.isEmpty() ? "NONE" : dc, dc.isEmpty() ? Tone.BAD : Tone.PLAIN)
                .and("   CIB: ", Tone.TITLE)
                .and(status.path("cibVersion").asText(), Tone.PLAIN));
        lines.add(Line.of("Nodes: ", Tone.TITLE)
                .and(nodes(status), Tone.PLAIN)
                .and("   Resources: ", Tone.TITLE)
                .and(Counts.inWords(status), Tone.PLAIN));
        underWay(lines, status);
        var attention = new ArrayList<String>();
        status.path("attention").forEach(line -> attention.add(line.asText()));
        for (int i = 0; i < Math.min(attention.size(), attentionMax); i++) {
            boolean more = i == attentionMax - 1 && attention.size() > attentionMax;
            lines.add(Line.of("! ", Tone.BAD)
                    .and(
                            (more ? "(and " + (attention.size() - attentionMax) + " more) " : "") + attention.get(i),
                            Tone.BAD));
        }
    }

    private static String nodes(JsonNode status) {
        int online = 0;
        for (var node : status.path("nodes")) {
            online += List.of("ONLINE", "STANDBY", "MAINTENANCE")
                            .contains(node.path("condition").asText())
                    ? 1
                    : 0;
        }
        return online + " of " + status.path("nodes").size() + " here";
    }

    private void underWay(List<Line> lines, JsonNode status) {
        var transition = state.transition();
        String phase = status.path("phase").asText();
        if (transition == null) {
            lines.add(Line.of("Now: ", Tone.TITLE).and(phase, phase.startsWith("idle") ? Tone.PLAIN : Tone.RESTRAINED));
        } else {
            String last = transition.actions().isEmpty()
                    ? ""
                    : "; last " + transition.actions().get(transition.actions().size() - 1);
            lines.add(Line.of("Now: ", Tone.TITLE)
                    .and(
                            "transition " + transition.number() + ", " + transition.done() + " of " + transition.total()
                                    + " actions done" + last,
                            Tone.RESTRAINED));
        }
        status.path("fencing").forEach(fencing -> {
            if (fencing.path("outcome").asText().equals("PENDING")) {
                lines.add(Line.of("Fencing: ", Tone.BAD)
                        .and(
                                fencing.path("action").asText() + " of "
                                        + fencing.path("target").asText()
                                        + " is under way"
                                        + (fencing.path("reason").asText().isEmpty()
                                                ? ""
                                                : ": " + fencing.path("reason").asText()),
                                Tone.BAD));
            }
        });
    }

    private List<Line> filtered(List<Line> body) {
        String wanted = state.face().filter().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                ? body
                : body.stream()
                        .filter(line -> line.text().toLowerCase(Locale.ROOT).contains(wanted))
                        .toList();
    }

    private List<Line> lastHappened(int most) {
        var lines = new ArrayList<Line>();
        var all = state.happened();
        if (!all.isEmpty()) {
            lines.add(Line.of("What happened last", Tone.TITLE));
            all.subList(Math.max(0, all.size() - most), all.size())
                    .forEach(happened ->
                            lines.add(Line.of(told(happened, zone), happened.grave() ? Tone.BAD : Tone.PLAIN)));
        }
        return lines;
    }

    private Line foot(int first, int last, int all) {
        var face = state.face();
        String filter = face.typing()
                ? " /" + face.filter() + "_"
                : face.filter().isEmpty() ? "" : " only \"" + face.filter() + "\" (Esc: all)";
        String where = all == 0 ? "" : "   lines " + (first + 1) + "-" + last + " of " + all;
        return Line.of(
                face.typing()
                        ? filter
                        : " n by node  r by resource  a f l details  / filter  ? help  q quit" + where
                                + (filter.isEmpty() ? "" : "  " + filter),
                Tone.BAR);
    }
}
