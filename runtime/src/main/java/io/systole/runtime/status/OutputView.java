package io.systole.runtime.status;

import io.systole.actors.resource.wire.FailureOutput;
import io.systole.cib.NodeName;
import io.systole.cib.value.ResultWords;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an agent printed in an operation that failed, as people see it.
 *
 * @param operation as the history names it, for example {@code web_monitor_10000}
 * @param result the exit code in words
 * @param printed the end of its output, bounded
 */
public record OutputView(
        String node,
        String resource,
        String operation,
        int rc,
        String result,
        String exitReason,
        Instant ended,
        String printed) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);

    /** What a node has kept. */
    public static OutputView of(NodeName node, FailureOutput output) {
        return new OutputView(
                node.value(),
                output.resource(),
                output.operation(),
                output.rc(),
                ResultWords.ofResult(output.rc()),
                output.exitReason(),
                output.ended(),
                output.text());
    }

    /** A heading, and below it what was printed. */
    public List<String> lines(ZoneId zone) {
        var lines = new ArrayList<String>();
        lines.add(operation + " on " + node + " returned '" + result + "'"
                + (exitReason.isEmpty() ? "" : " (" + exitReason + ")") + " at " + TIME.format(ended.atZone(zone)));
        printed.lines().map(line -> "  " + line).forEach(lines::add);
        return lines;
    }
}
