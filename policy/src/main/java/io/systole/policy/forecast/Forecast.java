package io.systole.policy.forecast;

import io.systole.cib.Cib;
import io.systole.policy.Plan;
import io.systole.policy.Planner;
import io.systole.policy.output.ReportElement;
import io.systole.policy.output.ReportItem;
import io.systole.policy.output.TransitionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what the cluster would do at once with a CIB: starts, stops, moves, fencing, each with the downtime it means. */
public final class Forecast {
    /** What a deed can be. */
    public static final List<String> KINDS = List.of(
            "start",
            "stop",
            "move",
            "migrate",
            "restart",
            "recover",
            "reload",
            "promote",
            "demote",
            "re-promote",
            "fence",
            "shutdown");

    private Forecast() {}

    /**
     * The deeds in the order of the summary.
     *
     * @param cib in the newest schema, with the status that the durations are taken from
     */
    public static List<Deed> of(Cib cib, Instant now) {
        return of(cib, Planner.plan(cib, now));
    }

    /**
     * The same of a plan that was made.
     *
     * @param cib what it was made from, in the newest schema
     */
    public static List<Deed> of(Cib cib, Plan plan) {
        var durations = new Durations(cib.status());
        var deeds = new ArrayList<Deed>();
        for (ReportItem item : TransitionSummary.items(plan.actions())) {
            ReportElement element = item.element();
            if (element == null) {
                continue;
            }
            String resource = field(element, "resource").orElse("");
            if (resource.isEmpty()) {
                String task = field(element, "task").orElse("").toLowerCase(Locale.ROOT);
                deeds.add(new Deed(
                        task.startsWith("fence") ? "fence" : task,
                        field(element, "node").orElse(""),
                        item.line(),
                        null,
                        null));
            } else {
                deeds.add(deed(item.line(), element, resource, durations));
            }
        }
        return deeds;
    }

    private static Deed deed(String line, ReportElement element, String resource, Durations durations) {
        String what = field(element, "action").orElse("");
        boolean promoted = field(element, "next-role")
                .or(() -> field(element, "role"))
                .filter(role -> role.equals("Promoted"))
                .isPresent();
        Downtime downtime = Downtime.of(what, resource, promoted, durations);
        return new Deed(what, resource, line, downtime.ms(), downtime.words());
    }

    private static Optional<String> field(ReportElement element, String name) {
        return element.fields().stream()
                .filter(field -> field.name().equals(name))
                .map(field -> String.valueOf(field.value()))
                .findFirst();
    }
}
