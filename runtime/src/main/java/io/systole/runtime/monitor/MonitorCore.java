package io.systole.runtime.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.systole.runtime.monitor.MonitorEvent.Broken;
import io.systole.runtime.monitor.MonitorEvent.Connected;
import io.systole.runtime.monitor.MonitorEvent.Detailed;
import io.systole.runtime.monitor.MonitorEvent.NamedKey;
import io.systole.runtime.monitor.MonitorEvent.Pressed;
import io.systole.runtime.monitor.MonitorEvent.Told;
import io.systole.runtime.monitor.MonitorEvent.Typed;
import io.systole.runtime.monitor.MonitorState.Details;
import io.systole.runtime.monitor.MonitorState.Happened;
import io.systole.runtime.monitor.MonitorState.Link;
import io.systole.runtime.monitor.MonitorState.Transition;
import io.systole.runtime.status.StatusDetails.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Decides what the live view shows after an event. */
public final class MonitorCore {
    /** A jump that is more than any page; what is shown is brought into the list's bounds when it is drawn. */
    private static final int PAGE = 10;

    private static final int END = Integer.MAX_VALUE / 2;

    private MonitorCore() {}

    public static MonitorState step(MonitorState state, MonitorEvent event) {
        if (event instanceof Told told) {
            return told(state, told);
        }
        if (event instanceof Connected connected) {
            return connected(state, connected);
        }
        if (event instanceof Broken broken) {
            return broken(state, broken);
        }
        if (event instanceof Detailed detailed) {
            return state.with(new Details(detailed.details(), detailed.why()));
        }
        if (event instanceof Pressed pressed) {
            return pressed(state, pressed.key());
        }
        if (event instanceof Typed typed) {
            return typed(state, typed.letter());
        }
        throw new AssertionError("unhandled " + event);
    }

    /** The same, looked at in this way. */
    public static MonitorState seen(MonitorState state, boolean byNode, String filter, Set<Part> with) {
        return state.with(state.face().by(byNode).filtered(filter, false).with(with));
    }

    private static MonitorState connected(MonitorState state, Connected event) {
        var next = state.with(event.node(), new Link(true, event.at(), ""));
        boolean another = !state.node().isEmpty() && !state.node().equals(event.node());
        boolean again = !state.link().up() && !state.link().why().isEmpty();
        return another || again
                ? next.with(List.of(new Happened(event.at(), "node " + event.node() + " tells from now on", false)))
                : next;
    }

    /** It is told once, however often it is tried again. */
    private static MonitorState broken(MonitorState state, Broken event) {
        boolean first = state.link().up() || state.link().why().isEmpty();
        var since = first ? event.at() : state.link().since();
        var next = state.with(state.node(), new Link(false, since, event.why()));
        // what was under way when the node fell silent may have ended since
        return first && state.status() != null
                ? next.with((Transition) null)
                        .with(List.of(new Happened(
                                event.at(), "node " + state.node() + " tells no more: " + event.why(), true)))
                : next;
    }

    private static MonitorState told(MonitorState state, Told event) {
        return switch (event.name()) {
            case "state" -> status(state, event.data(), event.at());
            case "transition" -> transition(state, event.data(), event.at());
            case "fencing" -> state.with(List.of(fencing(event.data(), event.at())));
            case "missed" ->
                state.link().why().isEmpty() && state.happened().isEmpty()
                        ? state
                        : state.with(
                                List.of(new Happened(event.at(), "what happened meanwhile is not known here", false)));
            default -> state;
        };
    }

    private static MonitorState status(MonitorState state, JsonNode status, Instant at) {
        var before = state.status();
        var next = state.with(status, at);
        if (!status.path("phase").asText().startsWith("running")
                && !status.path("phase").asText().startsWith("waiting")) {
            next = next.with((Transition) null);
        }
        return before == null ? next : next.with(StatusChanges.between(before, status, at));
    }

    private static MonitorState transition(MonitorState state, JsonNode data, Instant at) {
        long number = data.path("number").asLong();
        var now = state.transition();
        switch (data.path("stage").asText()) {
            case "begun" -> {
                var lines = texts(data.path("summary"));
                var begun = new Transition(
                        number,
                        0,
                        data.path("total").asInt(),
                        data.path("reason").asText(),
                        lines,
                        List.of());
                String what =
                        lines.isEmpty() ? "nothing to do" : lines.size() == 1 ? "1 change" : lines.size() + " changes";
                return state.with(begun)
                        .with(List.of(new Happened(
                                at, "transition " + number + " begun: " + what + because(begun.reason()), false)));
            }
            case "action" -> {
                var actions = new ArrayList<>(now == null ? List.<String>of() : now.actions());
                var happened = new ArrayList<Happened>();
                data.path("actions").forEach(action -> {
                    String line =
                            action.path("action").asText(action.path("key").asText()) + " on "
                                    + action.path("node").asText() + ": "
                                    + action.path("result").asText();
                    actions.add(line);
                    boolean grave = !List.of("ok", "done")
                            .contains(action.path("result").asText());
                    happened.add(new Happened(at, line, grave));
                });
                return state.with(new Transition(
                                number,
                                data.path("done").asInt(),
                                data.path("total").asInt(),
                                now == null ? "" : now.reason(),
                                now == null ? List.of() : now.lines(),
                                actions))
                        .with(happened);
            }
            default -> {
                String outcome = data.path("outcome").asText();
                return state.with((Transition) null)
                        .with(List.of(new Happened(
                                at,
                                "transition " + number + " ended: " + outcome,
                                !outcome.startsWith("complete") && !outcome.startsWith("aborted"))));
            }
        }
    }

    private static Happened fencing(JsonNode data, Instant at) {
        String what = data.path("action").asText("fencing") + " of "
                + data.path("target").asText();
        String who = data.path("requestedBy").asText();
        return switch (data.path("stage").asText()) {
            case "asked" ->
                new Happened(
                        at,
                        what + " asked for" + (who.isEmpty() ? "" : " by " + who)
                                + because(data.path("reason").asText()),
                        true);
            case "begun" -> new Happened(at, what + " begun", true);
            default ->
                new Happened(
                        at,
                        what + " " + data.path("outcome").asText("ended")
                                + because(data.path("detail").asText()),
                        true);
        };
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : " (" + reason + ")";
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static MonitorState pressed(MonitorState state, NamedKey key) {
        var face = state.face();
        if (face.typing()) {
            return switch (key) {
                case ENTER -> state.with(face.filtered(face.filter(), false));
                case ESCAPE -> state.with(face.filtered("", false));
                case BACKSPACE ->
                    state.with(face.filtered(
                            face.filter().isEmpty()
                                    ? ""
                                    : face.filter().substring(0, face.filter().length() - 1),
                            true));
                default -> state;
            };
        }
        return state.with(
                switch (key) {
                    case UP -> face.scrolledTo(face.scroll() - 1);
                    case DOWN -> face.scrolledTo(face.scroll() + 1);
                    case PAGE_UP -> face.scrolledTo(face.scroll() - PAGE);
                    case PAGE_DOWN -> face.scrolledTo(face.scroll() + PAGE);
                    case HOME -> face.scrolledTo(0);
                    case END -> face.scrolledTo(END);
                    case ESCAPE -> face.help() ? face.helping(false) : face.filtered("", false);
                    case ENTER, BACKSPACE -> face.helping(false);
                });
    }

    private static MonitorState typed(MonitorState state, char letter) {
        var face = state.face();
        if (face.typing()) {
            return state.with(face.filtered(face.filter() + letter, true));
        }
        return state.with(
                switch (letter) {
                    case 'q', 'Q' -> face.left();
                    case '?', 'h' -> face.helping(!face.help());
                    case 'n' -> face.by(true);
                    case 'r' -> face.by(false);
                    case 'a', 'A' -> face.toggled(Part.ATTRIBUTES);
                    case 'f' -> face.toggled(Part.FAILCOUNTS);
                    case 'l', 'L' -> face.toggled(Part.BANS);
                    case '/' -> face.filtered(face.filter(), true);
                    case 'k' -> face.scrolledTo(face.scroll() - 1);
                    case 'j' -> face.scrolledTo(face.scroll() + 1);
                    case ' ' -> face.scrolledTo(face.scroll() + PAGE);
                    case 'b' -> face.scrolledTo(face.scroll() - PAGE);
                    case 'g' -> face.scrolledTo(0);
                    case 'G' -> face.scrolledTo(END);
                    default -> face;
                });
    }

    /** A scroll that is within a list, for the next key to go on from. */
    public static MonitorState within(MonitorState state, int scrollMax) {
        return state.face().scroll() <= scrollMax
                ? state
                : state.with(state.face().scrolledTo(scrollMax));
    }
}
