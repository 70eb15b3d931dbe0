package io.systole.agents;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What became of an operation. Every way to fail is such a value; a future of it never fails.
 *
 * @param rc the agent's exit code, or what OCF has for the failure (1 for a timeout, 5 for a missing agent)
 * @param exitReason the agent's last {@code ocf-exit-reason:} line, or Systole's own words
 * @param stdout the end of what the agent printed, bounded
 * @param stderr the end of what the agent complained about, bounded
 * @param attributeUpdates in the order in which the agent asked for them
 */
public record AgentResult(
        int rc,
        OpStatus status,
        String exitReason,
        String stdout,
        String stderr,
        Instant started,
        Duration duration,
        List<AttributeUpdate> attributeUpdates) {
    public AgentResult {
        attributeUpdates = List.copyOf(attributeUpdates);
    }

    private static final int PRINTED_MAX = 4096;

    /**
     * What the agent printed, for a person to read: the ends of its two outputs, each under its name where both have something,
     * 4096 characters of each at most. Empty where it printed nothing.
     */
    public String printed() {
        String out = tail(stdout);
        String err = tail(stderr);
        if (out.isEmpty() || err.isEmpty()) {
            return out + err;
        }
        return "stdout:\n" + out + "stderr:\n" + err;
    }

    /** Whole lines, where there is more than one. */
    private static String tail(String output) {
        String all = output.stripTrailing();
        if (all.isEmpty()) {
            return "";
        }
        String end = all.length() <= PRINTED_MAX ? all : all.substring(all.length() - PRINTED_MAX);
        int line = end.length() < all.length() ? end.indexOf('\n') + 1 : 0;
        return end.substring(line) + "\n";
    }

    /** A result that no agent gave: it could not be run, or was not run at all. */
    public static AgentResult notRun(int rc, OpStatus status, String why, Instant at) {
        return new AgentResult(rc, status, why, "", "", at, Duration.ZERO, List.of());
    }
}
