package io.systole.runtime.http;

import io.systole.runtime.http.ClusterDoor.PastPlan;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Past plans as lines of text, oldest first. */
final class PastPlanText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private PastPlanText() {}

    static String of(List<PastPlan> plans, ZoneId zone) {
        if (plans.isEmpty()) {
            return "no transition is kept by the members of this partition\n";
        }
        StringBuilder text = new StringBuilder();
        for (PastPlan plan : plans) {
            String number = plan.number() == 0 ? "failed" : "transition " + plan.id();
            text.append(String.format(
                    "%-23s %s  %s (term %d)  %s  %s%n",
                    number,
                    TIME.withZone(zone).format(plan.at()),
                    plan.node(),
                    plan.term(),
                    plan.file(),
                    plan.reason()));
        }
        return text.toString();
    }
}
