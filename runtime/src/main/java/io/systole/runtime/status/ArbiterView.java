package io.systole.runtime.status;

import io.systole.splitbrain.arbiter.core.ArbiterStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arbiter as one node meets it.
 *
 * @param place host and port
 * @param why why it is not connected; empty while it is
 * @param answer ack, nack or unknown
 * @param side for whom it was asked
 * @param since when that answer came; null before the first
 * @param heuristics off, passed or failed: what this node told the arbiter of itself
 */
public record ArbiterView(
        String place,
        boolean connected,
        String why,
        boolean tls,
        String answer,
        List<String> side,
        @Nullable Instant since,
        String heuristics,
        String heuristicsDetail) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    public ArbiterView {
        side = List.copyOf(side);
    }

    public static ArbiterView of(String place, ArbiterStatus status) {
        return new ArbiterView(
                place,
                status.connected(),
                status.why(),
                status.tls(),
                status.answer().name().toLowerCase(Locale.ROOT),
                status.side(),
                status.since(),
                status.heuristics().name().toLowerCase(Locale.ROOT),
                status.heuristicsDetail());
    }

    /** What an operator has to know before anything happens; empty while all is well. */
    public Optional<String> trouble() {
        return connected
                ? Optional.empty()
                : Optional.of("no connection to the arbiter at " + place + " (" + why
                        + "): its vote is missing when nodes are lost");
    }

    /** Titles and words for people. */
    Map<String, String> lines(ZoneId zone) {
        var lines = new LinkedHashMap<String, String>();
        lines.put(
                "Arbiter",
                place + (connected ? ", connected with" + (tls ? "" : "out") + " TLS" : ", NOT connected: " + why));
        String when = since == null ? "" : " since " + TIME.format(since.atZone(zone));
        String whom = String.join(", ", side);
        lines.put(
                "Its word",
                switch (answer) {
                    case "ack" -> "the vote is given to " + whom + when;
                    case "nack" -> "the vote is NOT given to " + whom + when;
                    default -> "none" + (whom.isEmpty() ? "" : " for " + whom + when);
                });
        if (!heuristics.equals("off")) {
            lines.put("Heuristics", heuristics + (heuristicsDetail.isEmpty() ? "" : ": " + heuristicsDetail));
        }
        return lines;
    }
}
