package io.systole.runtime.doctor;

import io.systole.runtime.doctor.Finding.Area;
import java.util.ArrayList;
import java.util.List;

/** Judges clocks: against each other, and whether they follow a time server. */
final class TimeChecks {
    /** From this on, logs of several nodes are hard to read together. */
    private static final long NOTABLE_MS = 500;
    /** From this on rules on dates and expiries of failures mean something else from node to node. */
    private static final long TOO_MUCH_MS = 10_000;

    private TimeChecks() {}

    static List<Finding> of(ClusterFacts facts) {
        var findings = new ArrayList<Finding>();
        facts.clocks().forEach((node, clock) -> findings.add(against(facts.asked(), node, clock)));
        facts.hosts().forEach(host -> findings.add(follows(host)));
        return findings;
    }

    private static Finding against(String asked, String node, ClusterFacts.Clock clock) {
        long surely = Math.max(0, Math.abs(clock.aheadMs()) - clock.exactMs());
        String found =
                "its clock is " + Math.abs(clock.aheadMs()) + " ms " + (clock.aheadMs() < 0 ? "behind" : "ahead of")
                        + " that of " + asked + " (give or take " + clock.exactMs() + " ms)";
        if (surely < NOTABLE_MS) {
            return Finding.ok(Area.TIME, node, found);
        }
        String advice =
                "have both follow the same time servers (chrony, systemd-timesyncd); at once: `chronyc makestep`";
        return surely < TOO_MUCH_MS
                ? Finding.warning(Area.TIME, node, found, "less than " + NOTABLE_MS + " ms", advice)
                : Finding.bad(Area.TIME, node, found, "less than " + NOTABLE_MS + " ms", advice);
    }

    private static Finding follows(HostFacts host) {
        Boolean synchronised = host.time().synchronised();
        if (synchronised == null) {
            return Finding.warning(
                    Area.TIME,
                    host.node(),
                    "whether its clock follows a time server cannot be found out ("
                            + host.time().source() + ")",
                    "a clock that does",
                    "install chrony or systemd-timesyncd; timedatectl or chronyc is asked");
        }
        return synchronised
                ? Finding.ok(
                        Area.TIME,
                        host.node(),
                        "its clock follows a time server (" + host.time().source() + ")")
                : Finding.warning(
                        Area.TIME,
                        host.node(),
                        "its clock follows no time server (" + host.time().source() + ")",
                        "a clock that does",
                        "`timedatectl set-ntp true`, or see why chronyd has no source: `chronyc sources`");
    }
}
