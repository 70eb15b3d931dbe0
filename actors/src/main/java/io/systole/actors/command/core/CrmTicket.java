package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Options.Given;
import io.systole.actors.command.core.Reply.EditTicket;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.TicketState;
import io.systole.cib.edit.TicketEdit;
import io.systole.cib.edit.TicketEdit.Kind;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.value.Truth;
import io.systole.cib.xml.CibXml;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code crm_ticket}: the tickets of this site. */
final class CrmTicket {
    private static final Options.Known OPTIONS = new Options.Known()
            .flag("l", "info")
            .flag("L", "details")
            .flag("w", "raw")
            .flag("q", "query-xml")
            .flag("c", "constraints")
            .flag("g", "grant")
            .flag("r", "revoke")
            .flag("s", "standby")
            .flag("a", "activate")
            .value("G", "get-attr")
            .value("S", "set-attr")
            .value("D", "delete-attr")
            .flag("C", "cleanup")
            .value("v", "attr-value")
            .value("d", "default")
            .flag("f", "force")
            .value("t", "ticket")
            .value("n", "set-name")
            .value("i", "nvpair")
            .flag("Q", "quiet")
            .flag("V", "verbose");

    private static final List<String> COMMANDS = List.of(
            "info",
            "details",
            "raw",
            "query-xml",
            "constraints",
            "grant",
            "revoke",
            "standby",
            "activate",
            "get-attr",
            "set-attr",
            "delete-attr",
            "cleanup");
    private static final List<String> QUERIES = List.of("info", "details", "raw", "query-xml", "constraints");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);
    private static final int NOT_ALLOWED = 4;

    private final Call call;
    private final Cib cib;
    private final Options options;

    private CrmTicket(Call call, Cib cib, Options options) {
        this.call = call;
        this.cib = cib;
        this.options = options;
    }

    static Reply run(Call call, Cib cib) throws BadUsage {
        Options options = OPTIONS.read(call.arguments());
        Given command = options.last(COMMANDS);
        if (command == null) {
            throw new BadUsage("Must supply a command");
        }
        String ticket = options.value("ticket");
        var here = new CrmTicket(call, cib, options);
        if (QUERIES.contains(command.name())) {
            return here.query(command.name(), ticket);
        }
        if (ticket == null) {
            throw new BadUsage("Must supply ticket ID with -t");
        }
        return command.name().equals("get-attr") ? here.attribute(ticket) : here.change(command.name(), ticket);
    }

    private Reply query(String command, @Nullable String ticket) {
        if (command.equals("constraints")) {
            String found = constraints(ticket);
            return found.isEmpty()
                    ? Said.failed(
                            Exit.NO_SUCH, "crm_ticket: Could not show ticket constraints: No such device or address")
                    : Said.of("Constraints XML:\n\n" + found);
        }
        List<TicketState> states = cib.status().tickets().stream()
                .filter(state -> ticket == null || state.id().equals(ticket))
                .toList();
        if (ticket != null && states.isEmpty() && !command.equals("raw")) {
            return Said.failed(
                    Exit.NO_SUCH,
                    command.equals("query-xml")
                            ? "crm_ticket: Could not query ticket XML: No such device or address"
                            : "crm_ticket: Could not print ticket: No such device or address");
        }
        if (command.equals("query-xml")) {
            return Said.of("State XML:\n\n" + ticketXml(ticket));
        }
        return Said.of(states.stream()
                .map(state -> command.equals("raw") ? state.id() : line(state, command.equals("details")))
                .map(line -> line + "\n")
                .collect(Collectors.joining()));
    }

    private Element root() {
        return ElementXml.read(CibXml.write(cib)).element().orElseGet(() -> Element.empty("cib"));
    }

    private String constraints(@Nullable String ticket) {
        return root().child("configuration").flatMap(configuration -> configuration.child("constraints")).stream()
                .flatMap(constraints -> constraints.children().stream())
                .filter(each -> each.name().equals("rsc_ticket"))
                .filter(each -> ticket == null || ticket.equals(each.attribute("ticket")))
                .map(FieldXml::write)
                .collect(Collectors.joining());
    }

    private String ticketXml(@Nullable String ticket) {
        return root().child("status").flatMap(status -> status.child("tickets")).stream()
                .flatMap(tickets -> tickets.children().stream())
                .filter(each -> ticket == null || ticket.equals(each.id()))
                .map(FieldXml::write)
                .collect(Collectors.joining());
    }

    private String line(TicketState state, boolean details) {
        boolean granted = Truth.isTrue(state.granted());
        String word = granted ? "granted" : "revoked";
        String standby = Truth.isTrue(state.standby()) ? "[standby]" : details || granted ? "         " : "";
        String line = state.id() + "\t" + word + " " + standby;
        String last = time(state.lastGranted());
        if (details) {
            String all = shown(state).entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(", "));
            return line + " (" + all + (last.isEmpty() ? "" : ", last-granted=" + last) + ")";
        }
        return last.isEmpty() ? line : line + " last-granted=" + last;
    }

    /** What a ticket has but the time of its granting, in the order of the names. */
    private static SortedMap<String, String> shown(TicketState state) {
        var all = new TreeMap<>(state.others());
        if (state.granted() != null) {
            all.put("granted", state.granted());
        }
        if (state.standby() != null) {
            all.put("standby", state.standby());
        }
        return all;
    }

    private String time(@Nullable String seconds) {
        if (seconds == null || !seconds.matches("[1-9]\\d{0,11}")) {
            return "";
        }
        return "'" + TIME.format(Instant.ofEpochSecond(Long.parseLong(seconds)).atZone(call.zone())) + "'";
    }

    private Reply attribute(String ticket) {
        String name = options.valueOr("get-attr", "");
        String value = cib.status().tickets().stream()
                .filter(state -> state.id().equals(ticket))
                .map(state -> name.equals("last-granted")
                        ? state.lastGranted()
                        : shown(state).get(name))
                .findFirst()
                .orElse(null);
        String told = value == null ? options.value("default") : value;
        return told == null ? new Said(Exit.NO_SUCH, "", "", null) : Said.of(told + "\n");
    }

    private Reply change(String command, String ticket) throws BadUsage {
        boolean forced = options.has("force");
        if (!forced && (command.equals("grant") || command.equals("revoke"))) {
            return new Said(
                    NOT_ALLOWED, warning(command, ticket), "crm_ticket: Ticket modification not allowed\n", null);
        }
        Map<String, Kind> kinds = Map.of(
                "grant", Kind.GRANT,
                "revoke", Kind.REVOKE,
                "standby", Kind.STANDBY,
                "activate", Kind.ACTIVATE,
                "set-attr", Kind.SET_ATTRIBUTE,
                "delete-attr", Kind.DELETE_ATTRIBUTE,
                "cleanup", Kind.CLEANUP);
        String name = command.endsWith("-attr") ? options.value(command) : null;
        String value = command.equals("set-attr") ? options.value("attr-value") : null;
        if (command.equals("set-attr") && value == null) {
            throw new BadUsage("Must supply attribute value with -v for option -S");
        }
        var edit = new TicketEdit(kinds.getOrDefault(command, Kind.CLEANUP), ticket, name, value, forced);
        return new EditTicket(edit, outcome -> {
            if (outcome instanceof Outcome.Failed failed) {
                return Said.failed(failed.code(), "crm_ticket: Could not modify ticket: " + failed.why());
            }
            return Said.of(command.equals("cleanup") ? "Cleaned up " + ticket + "\n" : "");
        });
    }

    private static String warning(String command, String ticket) {
        if (command.equals("grant")) {
            return "This command cannot help you verify whether '" + ticket + "' has been already granted elsewhere.\n"
                    + "If you really want to grant '" + ticket
                    + "' to this site now, and you know what you are doing,\n"
                    + "please specify --force.\n";
        }
        return "Revoking '" + ticket + "' can trigger the specified 'loss-policy'(s) relating to '" + ticket + "'.\n\n"
                + "You can check that with:\ncrm_ticket --ticket " + ticket + " --constraints\n\n"
                + "Otherwise before revoking '" + ticket + "', you may want to make '" + ticket
                + "' standby with:\ncrm_ticket --ticket " + ticket + " --standby\n\n"
                + "If you really want to revoke '" + ticket
                + "' from this site now, and you know what you are doing,\nplease specify --force.\n";
    }
}
