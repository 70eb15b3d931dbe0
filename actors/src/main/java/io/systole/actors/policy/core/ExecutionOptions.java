package io.systole.actors.policy.core;

import io.systole.cib.Cib;
import io.systole.cib.PropertySet;
import io.systole.cib.value.Truth;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cluster options that concern when to plan and how to carry a plan out.
 *
 * @param clusterDelay what an operation may take on top of its own timeout
 * @param recheckInterval how long at most until the next plan
 * @param transitionDelay how long a reason to plan waits for others to join it
 * @param fencingAttempts failures after which a node is tried again only with the recheck
 */
record ExecutionOptions(
        int batchLimit,
        int nodeActionLimit,
        int migrationLimit,
        Duration clusterDelay,
        Duration recheckInterval,
        Duration transitionDelay,
        int fencingAttempts) {
    private static final Map<String, Long> UNIT_MS = Map.ofEntries(
            Map.entry("ms", 1L),
            Map.entry("msec", 1L),
            Map.entry("", 1000L),
            Map.entry("s", 1000L),
            Map.entry("sec", 1000L),
            Map.entry("m", 60_000L),
            Map.entry("min", 60_000L),
            Map.entry("h", 3_600_000L),
            Map.entry("hr", 3_600_000L),
            Map.entry("d", 86_400_000L));

    static ExecutionOptions of(Cib cib) {
        return new ExecutionOptions(
                number(cib, "batch-limit", 0),
                number(cib, "node-action-limit", 0),
                number(cib, "migration-limit", -1),
                time(cib, "cluster-delay", Duration.ofSeconds(60)),
                time(cib, "cluster-recheck-interval", Duration.ofMinutes(15)),
                time(cib, "transition-delay", time(cib, "crmd-transition-delay", Duration.ZERO)),
                Math.max(1, number(cib, "fencing-max-attempts", number(cib, "stonith-max-attempts", 10))));
    }

    /** Negative is without limit; a node's own default stands in for node-action-limit 0. */
    Limits limits(int perNodeDefault) {
        return new Limits(
                Math.max(0, batchLimit),
                nodeActionLimit > 0 ? nodeActionLimit : perNodeDefault,
                Math.max(0, migrationLimit));
    }

    /** How many inputs of a series are kept: 0 for none, negative for all. */
    static int seriesMax(Cib cib, PlanInput.Series series) {
        int missing =
                switch (series) {
                    case ERROR -> -1;
                    case WARN -> 5000;
                    case INPUT -> 4000;
                };
        return number(cib, series.word() + "-series-max", missing);
    }

    /** Without fencing a lost node counts as down. */
    static boolean fences(Cib cib) {
        String text = text(cib, "fencing-enabled");
        text = text == null ? text(cib, "stonith-enabled") : text;
        return text == null || Truth.parse(text).orElse(true);
    }

    /** The first set that has the option wins; rules are the planner's business and do not apply to these options. */
    private static @Nullable String text(Cib cib, String name) {
        for (PropertySet set : cib.configuration().crmConfig()) {
            String value = set.value(name);
            if (value != null) {
                return value.trim();
            }
        }
        return null;
    }

    private static int number(Cib cib, String name, int missing) {
        String text = text(cib, name);
        try {
            return text == null ? missing : Integer.parseInt(text);
        } catch (NumberFormatException unreadable) {
            return missing;
        }
    }

    private static Duration time(Cib cib, String name, Duration missing) {
        String text = text(cib, name);
        if (text == null) {
            return missing;
        }
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        Long unit = UNIT_MS.get(text.substring(digits).trim());
        if (digits == 0 || digits > 15 || unit == null) {
            return missing;
        }
        return Duration.ofMillis(Long.parseLong(text.substring(0, digits)) * unit);
    }
}
