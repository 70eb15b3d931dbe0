package io.systole.runtime.status;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes tickets as text, in the words of {@code crm_mon} and {@code crm_ticket}. */
public final class TicketText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);

    private TicketText() {}

    /** A ticket in a line: {@code T: granted [standby] last-granted="Sat Nov 28 22:07:12 2026"}. */
    public static String line(TicketView ticket, ZoneId zone) {
        Instant last = ticket.lastGranted();
        return ticket.id() + ": " + (ticket.granted() ? "granted" : "revoked") + (ticket.standby() ? " [standby]" : "")
                + (last == null ? "" : " last-granted=\"" + TIME.format(last.atZone(zone)) + "\"");
    }

    /** The same, with its attributes and what needs it in further lines. */
    public static List<String> lines(TicketView ticket, ZoneId zone) {
        List<String> lines = new ArrayList<>(List.of(line(ticket, zone)));
        ticket.attributes().forEach((name, value) -> lines.add("  " + name + " = " + value));
        if (ticket.needs().isEmpty()) {
            lines.add("  no constraint names it");
        }
        for (var need : ticket.needs()) {
            lines.add("  needed by " + String.join(", ", need.resources())
                    + (need.lossPolicy() == null ? "" : ", loss-policy " + need.lossPolicy()) + " (constraint "
                    + need.constraint() + ")");
        }
        return lines;
    }
}
