package io.systole.multijvm;

import io.systole.multijvm.AgentEvent.Phase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what Debian's own agents say about themselves (HA_LOGFILE, with HA_DATEFMT=%s.%N) as begins and ends of actions.
 * Their lines: {@code 1795415435.012423747 Filesystem(disk)[147]:    INFO: Running start for /dev/loop0 on /srv/web}.
 */
final class DebianAgentLog {
    private static final Pattern LINE =
            Pattern.compile("(\\d+\\.\\d{9}) +(\\w+)\\(([^)]+)\\)\\[\\d+\\]:\\s+\\w+: (.*)");

    /** How an agent words it, and what that means. */
    private record Wording(String agent, String begins, String action, Phase phase) {}

    private static final List<Wording> WORDINGS = List.of(
            new Wording("Filesystem", "Running start for ", "start", Phase.BEGIN),
            new Wording("Filesystem", "unmounted ", "stop", Phase.END),
            new Wording("IPaddr2", "Adding inet address ", "start", Phase.BEGIN),
            new Wording("IPaddr2", "IP status = ok", "stop", Phase.END),
            new Wording("pgsql", "PostgreSQL start command sent", "start", Phase.BEGIN),
            new Wording("pgsql", "PostgreSQL is started", "start", Phase.END),
            new Wording("pgsql", "Creating ", "promote", Phase.BEGIN),
            new Wording("pgsql", "PostgreSQL is promoted", "promote", Phase.END),
            new Wording("pgsql", "PostgreSQL is down", "stop", Phase.END),
            new Wording("pgsql", "PostgreSQL is already stopped", "stop", Phase.END),
            new Wording("nginx", "Starting ", "start", Phase.BEGIN),
            new Wording("nginx", "nginx stopped", "stop", Phase.END));

    private DebianAgentLog() {}

    /** What makes Debian's agents write down what they do, with times to the nanosecond. */
    static Map<String, String> logging(Path directory, String host) {
        return Map.of(
                "HA_LOGFILE",
                directory.resolve(host + ".agents").toString(),
                "HA_DATEFMT",
                "%s.%N",
                "HA_LOGFACILITY",
                "none");
    }

    static List<AgentEvent> parse(String host, List<String> lines) {
        return lines.stream().flatMap(line -> event(host, line).stream()).toList();
    }

    private static Optional<AgentEvent> event(String host, String line) {
        var match = LINE.matcher(line);
        if (!match.matches()) {
            return Optional.empty();
        }
        var agent = match.group(2);
        var text = match.group(4);
        return WORDINGS.stream()
                .filter(wording -> wording.agent().equals(agent) && text.startsWith(wording.begins()))
                .map(wording -> new AgentEvent(
                        new BigDecimal(match.group(1)).movePointRight(9).longValueExact(),
                        host,
                        match.group(3),
                        wording.action(),
                        wording.phase(),
                        wording.phase() == Phase.END ? "0" : "-"))
                .findFirst();
    }
}
