package io.systole.policy.input;

import io.systole.cib.Cib;
import io.systole.cib.Configuration;
import io.systole.cib.value.Scores;
import io.systole.cib.value.Spans;
import io.systole.cib.value.Truth;
import io.systole.policy.model.PlacementStrategy;
import io.systole.policy.model.PlanOptions;
import io.systole.policy.rule.PropertyReader;
import io.systole.policy.rule.Recheck;
import io.systole.policy.rule.References;
import io.systole.policy.rule.RuleContext;
import io.systole.policy.rule.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the cluster options; an invalid value gives the default, an old name counts where the new one is missing. */
final class OptionReader {
    private enum Kind {
        BOOLEAN,
        INTERVAL,
        INTEGER,
        QUORUM_POLICY,
        FENCE_ACTION,
        PLACEMENT,
        HEALTH,
        TEXT
    }

    private record Option(
            String name, @Nullable String oldName, @Nullable String byDefault, Kind kind) {}

    private static Option option(String name, @Nullable String byDefault, Kind kind) {
        return new Option(name, null, byDefault, kind);
    }

    private static final List<Option> OPTIONS = List.of(
            option("no-quorum-policy", "stop", Kind.QUORUM_POLICY),
            new Option("fencing-enabled", "stonith-enabled", "true", Kind.BOOLEAN),
            new Option("fencing-action", "stonith-action", "reboot", Kind.FENCE_ACTION),
            new Option("fencing-timeout", "stonith-timeout", "60s", Kind.INTERVAL),
            option("have-watchdog", "false", Kind.BOOLEAN),
            option("concurrent-fencing", "true", Kind.BOOLEAN),
            option("startup-fencing", "true", Kind.BOOLEAN),
            option("priority-fencing-delay", "0", Kind.INTERVAL),
            option("node-pending-timeout", "0", Kind.INTERVAL),
            option("fence-remote-without-quorum", "false", Kind.BOOLEAN),
            option("symmetric-cluster", "true", Kind.BOOLEAN),
            option("maintenance-mode", "false", Kind.BOOLEAN),
            option("stop-all-resources", "false", Kind.BOOLEAN),
            option("start-failure-is-fatal", "true", Kind.BOOLEAN),
            option("enable-startup-probes", "true", Kind.BOOLEAN),
            new Option("stop-removed-resources", "stop-orphan-resources", "true", Kind.BOOLEAN),
            new Option("cancel-removed-actions", "stop-orphan-actions", "true", Kind.BOOLEAN),
            option("shutdown-lock", "false", Kind.BOOLEAN),
            option("shutdown-lock-limit", "0", Kind.INTERVAL),
            option("placement-strategy", "default", Kind.PLACEMENT),
            option("node-health-strategy", "none", Kind.HEALTH),
            option("node-health-base", "0", Kind.INTEGER),
            option("node-health-green", "0", Kind.INTEGER),
            option("node-health-yellow", "0", Kind.INTEGER),
            option("node-health-red", "-INFINITY", Kind.INTEGER),
            option("cluster-delay", "60s", Kind.INTERVAL),
            option("batch-limit", "0", Kind.INTEGER),
            option("migration-limit", "-1", Kind.INTEGER),
            option("cluster-name", null, Kind.TEXT));

    private OptionReader() {}

    static PlanOptions read(Cib cib, Instant now) {
        return of(configured(cib, now));
    }

    private static SortedMap<String, String> configured(Cib cib, Instant now) {
        Configuration configuration = cib.configuration();
        References references = new References(configuration);
        PropertyReader reader = new PropertyReader(references, new Rules(references, new Recheck(now)));
        return reader.read(configuration.crmConfig(), RuleContext.timeOnly());
    }

    static List<KnownOptions.Known> known() {
        return OPTIONS.stream()
                .map(option -> new KnownOptions.Known(
                        option.name(), option.oldName(), option.byDefault(), expected(option.kind())))
                .toList();
    }

    /** The options whose values are not of their kind, under the names that are written. */
    static List<OptionFault> faults(Cib cib, Instant now) {
        SortedMap<String, String> configured = configured(cib, now);
        List<OptionFault> faults = new ArrayList<>();
        for (Option option : OPTIONS) {
            for (String name : new @Nullable String[] {option.name(), option.oldName()}) {
                String value = name == null ? null : configured.get(name);
                if (name != null && value != null && !valid(option.kind(), value)) {
                    faults.add(
                            new OptionFault(name, value, expected(option.kind()), String.valueOf(option.byDefault())));
                }
            }
        }
        return faults;
    }

    private static String expected(Kind kind) {
        return switch (kind) {
            case BOOLEAN -> "true or false";
            case INTERVAL -> "a time with its unit, like 30s";
            case INTEGER -> "an integer, INFINITY or -INFINITY";
            case QUORUM_POLICY -> "one of stop, freeze, ignore, demote, fence";
            case FENCE_ACTION -> "reboot or off";
            case PLACEMENT -> "one of default, utilization, minimal, balanced";
            case HEALTH -> "one of none, migrate-on-red, only-green, progressive, custom";
            case TEXT -> "any text";
        };
    }

    private static PlanOptions of(SortedMap<String, String> configured) {
        TreeMap<String, String> values = new TreeMap<>(configured);
        for (Option option : OPTIONS) {
            String value = configured.get(option.name());
            if (value == null && option.oldName() != null) {
                value = configured.get(option.oldName());
            }
            if (value == null || !valid(option.kind(), value)) {
                value = option.byDefault();
            }
            if (value == null) {
                values.remove(option.name());
            } else {
                values.put(option.name(), value);
            }
        }
        boolean fencing = Truth.isTrue(values.get("fencing-enabled"));
        return new PlanOptions(
                values,
                fencing,
                values.getOrDefault("fencing-action", "reboot"),
                isTrue(values, "have-watchdog"),
                isTrue(values, "concurrent-fencing"),
                fencing && isTrue(values, "startup-fencing"),
                span(values, "priority-fencing-delay"),
                span(values, "node-pending-timeout"),
                isTrue(values, "fence-remote-without-quorum"),
                isTrue(values, "symmetric-cluster"),
                isTrue(values, "maintenance-mode"),
                isTrue(values, "stop-all-resources"),
                isTrue(values, "enable-startup-probes"),
                isTrue(values, "stop-removed-resources"),
                isTrue(values, "cancel-removed-actions"),
                isTrue(values, "shutdown-lock"),
                span(values, "shutdown-lock-limit"),
                PlacementStrategy.valueOf(
                        values.getOrDefault("placement-strategy", "default").toUpperCase(Locale.ROOT)));
    }

    private static boolean isTrue(SortedMap<String, String> values, String name) {
        return Truth.isTrue(values.get(name));
    }

    private static Duration span(SortedMap<String, String> values, String name) {
        return Duration.ofMillis(Spans.intervalOr(values.get(name), 0));
    }

    private static boolean valid(Kind kind, String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return switch (kind) {
            case BOOLEAN -> Truth.isTrue(value) || Truth.isFalse(value);
            case INTERVAL -> Spans.interval(value).isPresent();
            case INTEGER -> Scores.parse(value).isPresent();
            case QUORUM_POLICY ->
                List.of("stop", "freeze", "ignore", "demote", "fence", "suicide")
                        .contains(lower);
            case FENCE_ACTION -> value.equals("reboot") || value.equals("off");
            case PLACEMENT ->
                List.of("default", "utilization", "minimal", "balanced").contains(lower);
            case HEALTH ->
                List.of("none", "migrate-on-red", "only-green", "progressive", "custom")
                        .contains(lower);
            case TEXT -> true;
        };
    }
}
