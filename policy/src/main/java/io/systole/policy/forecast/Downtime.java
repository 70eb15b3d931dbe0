package io.systole.policy.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * For how long a resource, or its promoted role, is not there while something is done with it: the sum of the operations
 * that it is down for, each as long as it took when it last succeeded. Waiting for other resources is not in it.
 *
 * @param ms null where an operation is not on record, or where there is no end
 * @param words null for what interrupts nothing
 */
record Downtime(@Nullable Long ms, @Nullable String words) {
    private static final Downtime NONE = new Downtime(null, null);

    static Downtime of(String what, String resource, boolean promoted, Durations durations) {
        return switch (what) {
            case "stop" -> new Downtime(null, "down until it is started again");
            case "demote" -> new Downtime(null, "not promoted until it is promoted again");
            case "move", "restart", "recover" ->
                sum(
                        resource,
                        promoted ? List.of("demote", "stop", "start", "promote") : List.of("stop", "start"),
                        durations);
            case "re-promote" -> sum(resource, List.of("demote", "promote"), durations);
            case "migrate" -> new Downtime(null, "downtime unknown: what a live migration interrupts is not on record");
            default -> NONE;
        };
    }

    private static Downtime sum(String resource, List<String> operations, Durations durations) {
        long sum = 0;
        var known = new ArrayList<String>();
        var unknown = new ArrayList<String>();
        for (String operation : operations) {
            OptionalLong ms = durations.of(resource, operation);
            if (ms.isPresent()) {
                sum += ms.getAsLong();
                known.add(operation + " " + seconds(ms.getAsLong()));
            } else {
                unknown.add(operation);
            }
        }
        if (unknown.isEmpty()) {
            return new Downtime(
                    sum, "down for about " + seconds(sum) + " (" + String.join(", ", known) + " when last done)");
        }
        String what = "no " + String.join(" and no ", unknown) + " on record";
        return new Downtime(
                null,
                "downtime unknown (" + (known.isEmpty() ? "" : String.join(", ", known) + " when last done; ") + what
                        + ")");
    }

    private static String seconds(long ms) {
        return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
    }
}
