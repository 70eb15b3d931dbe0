package io.systole.actors.node.core;

import io.systole.cib.Cib;
import io.systole.cib.PropertySet;
import io.systole.cib.value.Spans;
import io.systole.cib.value.Truth;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The cluster options that membership itself obeys, read as the planner reads them: cib-bootstrap-options comes first,
 * the first value wins, old names are accepted, an unreadable value is the default.
 * <ul>
 *   <li>{@code fencingEnabled}: fencing-enabled, default true.
 *   <li>{@code poweroff}: fencing-action is off instead of reboot.
 *   <li>{@code ignoreQuorum}: no-quorum-policy is ignore.
 *   <li>{@code startupWait}: dc-deadtime, default 20 s.
 *   <li>{@code selfFence}: no-quorum-policy is fence.
 *   <li>{@code priorityDelay}: priority-fencing-delay is more than nothing.
 * </ul>
 */
public record MembershipOptions(
        boolean fencingEnabled,
        boolean poweroff,
        boolean ignoreQuorum,
        Duration startupWait,
        boolean selfFence,
        boolean priorityDelay) {
    private static final Duration DC_DEADTIME = Duration.ofSeconds(20);

    /** Before a CIB was read. */
    public static MembershipOptions defaults() {
        return new MembershipOptions(true, false, false, DC_DEADTIME, false, false);
    }

    public static MembershipOptions of(Cib cib) {
        List<PropertySet> sets = cib.configuration().crmConfig().stream()
                .sorted(Comparator.comparing(set -> !"cib-bootstrap-options".equals(set.id())))
                .toList();
        String enabled = first(sets, "fencing-enabled", "stonith-enabled");
        String action = first(sets, "fencing-action", "stonith-action");
        String deadtime = first(sets, "dc-deadtime", "dc_deadtime");
        String noQuorum = first(sets, "no-quorum-policy", "no-quorum-policy");
        OptionalLong waitMs = Spans.milliseconds(deadtime);
        return new MembershipOptions(
                Truth.parse(enabled).orElse(true),
                "off".equals(action) || "poweroff".equals(action),
                "ignore".equals(noQuorum),
                waitMs.isPresent() ? Duration.ofMillis(waitMs.getAsLong()) : DC_DEADTIME,
                "fence".equals(noQuorum) || "suicide".equals(noQuorum),
                Spans.milliseconds(first(sets, "priority-fencing-delay", "priority-fencing-delay"))
                                .orElse(0)
                        > 0);
    }

    private static @Nullable String first(List<PropertySet> sets, String name, String oldName) {
        for (PropertySet set : sets) {
            String value = set.value(name);
            if (value != null) return value;
        }
        for (PropertySet set : sets) {
            String value = set.value(oldName);
            if (value != null) return value;
        }
        return null;
    }
}
