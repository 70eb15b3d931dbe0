package io.systole.runtime.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.systole.runtime.status.StatusDetails;
import io.systole.runtime.status.StatusDetails.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the live view knows and how it is looked at.
 *
 * @param status the last status that a node told; null before the first
 * @param heardAt when that was, by this host's clock; {@link Instant#EPOCH} before the first
 * @param node who told it, or is asked
 * @param link whether somebody tells
 * @param transition what is carried out; null where nothing is
 * @param happened the last things that happened, oldest first
 * @param details what is shown on demand
 */
public record MonitorState(
        @Nullable JsonNode status,
        Instant heardAt,
        String node,
        Link link,
        @Nullable Transition transition,
        List<Happened> happened,
        Details details,
        Face face) {
    private static final int HAPPENED_MAX = 500;

    /**
     * The connection to a node.
     *
     * @param up whether a node tells
     * @param since since when that is so
     * @param why what was seen when it broke; empty while it is up, and before the first
     */
    public record Link(boolean up, Instant since, String why) {}

    /**
     * A transition that is carried out.
     *
     * @param done how many actions are done, of {@code total}
     * @param lines what it does, in the planner's words
     * @param actions the actions that ended last, oldest first
     */
    public record Transition(
            long number, int done, int total, String reason, List<String> lines, List<String> actions) {
        public Transition {
            lines = List.copyOf(lines);
            actions = List.copyOf(actions.subList(Math.max(0, actions.size() - 5), actions.size()));
        }
    }

    /** Something that happened. {@code grave} for what somebody has to look at. */
    public record Happened(Instant at, String text, boolean grave) {}

    /**
     * What is shown on demand.
     *
     * @param read null before it was read, and where it could not be
     * @param why it could not be read; empty where it could
     */
    public record Details(@Nullable StatusDetails read, String why) {
        static final Details NONE = new Details(null, "");
    }

    /**
     * How it is looked at.
     *
     * @param byNode whether resources are shown by the nodes where they are
     * @param filter only lines with this text are shown; empty for all
     * @param typing whether the filter is being typed
     * @param scroll how many lines are above what is shown
     * @param with the parts that are shown on demand
     */
    public record Face(
            boolean byNode, String filter, boolean typing, boolean help, int scroll, boolean quit, Set<Part> with) {
        public Face {
            with = Collections.unmodifiableSortedSet(new TreeSet<>(with));
        }

        /** The same with other parts on demand. */
        Face with(Set<Part> parts) {
            return new Face(byNode, filter, typing, help, scroll, quit, parts);
        }

        /** The same with a part on demand where it was not shown, else without. */
        Face toggled(Part part) {
            var parts = new TreeSet<>(with);
            if (!parts.remove(part)) {
                parts.add(part);
            }
            return with(parts);
        }

        Face scrolledTo(int lines) {
            return new Face(byNode, filter, typing, help, Math.max(0, lines), quit, with);
        }

        Face filtered(String text, boolean stillTyping) {
            return new Face(byNode, text, stillTyping, help, 0, quit, with);
        }

        Face helping(boolean shown) {
            return new Face(byNode, filter, typing, shown, scroll, quit, with);
        }

        Face by(boolean node) {
            return new Face(node, filter, typing, help, 0, quit, with);
        }

        Face left() {
            return new Face(byNode, filter, typing, help, scroll, true, with);
        }
    }

    public MonitorState {
        happened = List.copyOf(happened);
    }

    /** Before anything is known. */
    public static MonitorState start(Instant at) {
        return new MonitorState(
                null,
                Instant.EPOCH,
                "",
                new Link(false, at, ""),
                null,
                List.of(),
                Details.NONE,
                new Face(false, "", false, false, 0, false, Set.of()));
    }

    /** The same without what happened, once that was told. */
    public MonitorState forgetting() {
        return new MonitorState(status, heardAt, node, link, transition, List.of(), details, face);
    }

    MonitorState with(Face other) {
        return new MonitorState(status, heardAt, node, link, transition, happened, details, other);
    }

    MonitorState with(Details other) {
        return new MonitorState(status, heardAt, node, link, transition, happened, other, face);
    }

    MonitorState with(String teller, Link other) {
        return new MonitorState(status, heardAt, teller, other, transition, happened, details, face);
    }

    MonitorState with(@Nullable Transition other) {
        return new MonitorState(status, heardAt, node, link, other, happened, details, face);
    }

    MonitorState with(JsonNode told, Instant at) {
        return new MonitorState(told, at, node, link, transition, happened, details, face);
    }

    /** With more that happened; the oldest is forgotten. */
    MonitorState with(List<Happened> more) {
        var all = new ArrayList<>(happened);
        all.addAll(more);
        return new MonitorState(
                status,
                heardAt,
                node,
                link,
                transition,
                all.subList(Math.max(0, all.size() - HAPPENED_MAX), all.size()),
                details,
                face);
    }
}
