package io.systole.cib.edit;

import io.systole.cib.TicketState;
import io.systole.cib.edit.TicketEdit.Kind;
import io.systole.cib.value.Truth;
import io.systole.cib.xml.CibFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changes tickets as crm_ticket does, by its manual and what it was seen to do: a ticket of which nothing is known is made
 * by its first change; {@code last-granted} is the moment at which a ticket that was not granted was; granting and
 * revoking have to be forced, by whatever command.
 *
 * <p>Unlike there, the state outlives the stop of all nodes (ADR 0028), so there is also what happens to it then.
 */
public final class TicketEdits {
    /** The attribute of a ticket that says what a cluster that was formed anew makes of it. */
    public static final String AFTER_RESTART = "after-restart";

    /** The value with which a granted ticket counts at once again; with any other it is put on standby. */
    public static final String KEEP = "keep";

    private static final String GRANTED = "granted";
    private static final String LAST_GRANTED = "last-granted";
    private static final String STANDBY = "standby";
    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:@-]{0,127}");
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,127}");

    private TicketEdits() {}

    /** What came of an edit. */
    public sealed interface Result {
        /** The tickets after it; equal ones where it changed nothing. */
        record Changed(List<TicketState> tickets) implements Result {
            public Changed {
                tickets = List.copyOf(tickets);
            }
        }

        /** Nothing was changed. */
        record Refused(CibFault fault) implements Result {}
    }

    /** Whether a text may name a ticket that is changed: 1 to 128 letters, digits and . _ : @ - */
    public static boolean isName(String text) {
        return TICKET.matcher(text).matches();
    }

    /**
     * The tickets after the edit, or why it cannot be done.
     *
     * @param at when it was asked for
     */
    public static Result apply(List<TicketState> before, TicketEdit edit, Instant at) {
        Optional<TicketState> known = before.stream()
                .filter(ticket -> ticket.id().equals(edit.ticket()))
                .findFirst();
        CibFault fault = fault(edit, known);
        if (fault != null) {
            return new Result.Refused(fault);
        }
        if (edit.kind() == Kind.CLEANUP) {
            return new Result.Changed(before.stream()
                    .filter(ticket -> !ticket.id().equals(edit.ticket()))
                    .toList());
        }
        if (edit.kind() == Kind.DELETE_ATTRIBUTE && known.isEmpty()) {
            return new Result.Changed(before);
        }
        TicketState old = known.orElseGet(() -> new TicketState(edit.ticket(), null, null, null, new TreeMap<>()));
        TicketState changed = changed(old, edit, at);
        List<TicketState> after = new ArrayList<>();
        before.forEach(ticket -> after.add(ticket.id().equals(old.id()) ? changed : ticket));
        if (known.isEmpty()) {
            after.add(changed);
        }
        return new Result.Changed(after);
    }

    private static TicketState changed(TicketState old, TicketEdit edit, Instant at) {
        return switch (edit.kind()) {
            case GRANT -> with(old, GRANTED, "true", at);
            case REVOKE -> with(old, GRANTED, "false", at);
            case STANDBY -> with(old, STANDBY, "true", at);
            case ACTIVATE -> with(old, STANDBY, "false", at);
            default -> with(old, name(edit), edit.value(), at);
        };
    }

    private static TicketState with(TicketState old, String name, @Nullable String value, Instant at) {
        return switch (name) {
            case GRANTED ->
                new TicketState(
                        old.id(),
                        value,
                        Truth.isTrue(value) && !Truth.isTrue(old.granted())
                                ? Long.toString(at.getEpochSecond())
                                : old.lastGranted(),
                        old.standby(),
                        old.others());
            case LAST_GRANTED -> new TicketState(old.id(), old.granted(), value, old.standby(), old.others());
            case STANDBY -> new TicketState(old.id(), old.granted(), old.lastGranted(), value, old.others());
            default -> {
                SortedMap<String, String> others = new TreeMap<>(old.others());
                if (value == null) {
                    others.remove(name);
                } else {
                    others.put(name, value);
                }
                yield new TicketState(old.id(), old.granted(), old.lastGranted(), old.standby(), others);
            }
        };
    }

    private static String name(TicketEdit edit) {
        return Objects.requireNonNullElse(edit.name(), "");
    }

    private static @Nullable CibFault fault(TicketEdit edit, Optional<TicketState> known) {
        String name = edit.name();
        boolean ofAttribute = edit.kind() == Kind.SET_ATTRIBUTE || edit.kind() == Kind.DELETE_ATTRIBUTE;
        if (!isName(edit.ticket())) {
            return value("the ticket " + edit.ticket(), "1 to 128 letters, digits and . _ : @ -", "see `ticket list`");
        }
        if (ofAttribute
                && (name == null
                        || name.equals("id")
                        || !ATTRIBUTE.matcher(name).matches())) {
            return value("the attribute " + name, "letters, digits and . _ - and not id", "choose another name");
        }
        if (edit.kind() == Kind.SET_ATTRIBUTE && edit.value() == null) {
            return value("the attribute " + name + " without a value", "a value", "delete it, or give it a value");
        }
        if (edit.kind() == Kind.CLEANUP && known.isEmpty()) {
            return new CibFault(
                    CibFault.Kind.REFERENCE,
                    0,
                    "tickets",
                    "the ticket " + edit.ticket(),
                    "one of which something is known",
                    "see `ticket list`");
        }
        return edit.forced() ? null : unforced(edit, known);
    }

    /** The questions that crm_ticket has before it gives a ticket or takes it away. */
    private static @Nullable CibFault unforced(TicketEdit edit, Optional<TicketState> known) {
        boolean setsGranted = edit.kind() == Kind.SET_ATTRIBUTE && GRANTED.equals(edit.name());
        boolean grants = edit.kind() == Kind.GRANT || (setsGranted && Truth.isTrue(edit.value()));
        if (grants) {
            return value(
                    "the grant of " + edit.ticket() + ", and no word that it is granted nowhere else",
                    "that you made sure of that: this site cannot know it, and what needs the ticket would run twice",
                    "if it is so, say it with --force");
        }
        boolean takes = edit.kind() == Kind.REVOKE
                || setsGranted
                || (edit.kind() == Kind.DELETE_ATTRIBUTE && GRANTED.equals(edit.name()))
                || (edit.kind() == Kind.CLEANUP
                        && known.filter(ticket -> Truth.isTrue(ticket.granted()))
                                .isPresent());
        return takes
                ? value(
                        "the loss of " + edit.ticket() + ", which can trigger the loss-policy of what needs it",
                        "that this is wanted: `ticket show " + edit.ticket() + "` lists what would be hit",
                        "with `ticket standby " + edit.ticket()
                                + "` first all of it is stopped in order; if you want it now, say it with --force")
                : null;
    }

    private static CibFault value(String found, String expected, String advice) {
        return new CibFault(CibFault.Kind.VALUE, 0, "ticket_state", found, expected, advice);
    }

    /**
     * The tickets as a cluster takes them up in which nobody ran through since they were granted: a granted one is on
     * standby until it is activated, for it may have been granted to another site meanwhile.
     */
    public static List<TicketState> afterRestart(List<TicketState> tickets) {
        return tickets.stream()
                .map(ticket -> waits(ticket)
                        ? new TicketState(ticket.id(), ticket.granted(), ticket.lastGranted(), "true", ticket.others())
                        : ticket)
                .toList();
    }

    private static boolean waits(TicketState ticket) {
        return Truth.isTrue(ticket.granted())
                && !Truth.isTrue(ticket.standby())
                && !KEEP.equals(ticket.others().get(AFTER_RESTART));
    }
}
