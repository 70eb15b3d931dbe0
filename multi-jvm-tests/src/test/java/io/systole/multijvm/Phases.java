package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened when on the way from a fault to the end of the takeover, in milliseconds since the fault: the survivors'
 * own words (to the millisecond of their logs), the power switch's, and the resource's agent's.
 */
final class Phases {
    /** What a code of the logs stands for, and whether its line names the lost node. */
    private record Sign(String code, String word, boolean named) {}

    private static final List<Sign> SIGNS = List.of(
            new Sign("SY-M007", "silent", true),
            new Sign("SY-M004", "lost", true),
            new Sign("SY-F001", "fencing asked", true),
            new Sign("SY-F003", "fencing done", true),
            new Sign("SY-M005", "taken out of the membership", true),
            new Sign("SY-D001", "new DC", false),
            new Sign("SY-T001", "planned", false));

    /** In the order in which they are printed. */
    static final List<String> ALL = List.of(
            "silent",
            "lost",
            "fencing asked",
            "device asked",
            "device answered",
            "fencing done",
            "taken out of the membership",
            "new DC",
            "planned");

    private Phases() {}

    /** Of one round; a phase that was not seen is missing. */
    static SortedMap<String, Long> of(MeasuredCluster cluster, long since, List<String> survivors, String victim)
            throws IOException {
        var found = new TreeMap<String, Long>();
        for (var name : survivors) {
            for (var line : Files.readAllLines(cluster.cluster().config().log(name))) {
                read(line, since, victim, found);
            }
        }
        for (var event : cluster.events()) {
            var millis = (event.nanos() - since) / 1_000_000;
            if (millis >= 0 && event.action().equals("fence") && event.node().equals(victim)) {
                found.merge(
                        event.phase() == AgentEvent.Phase.BEGIN ? "device asked" : "device answered",
                        millis,
                        Math::min);
            }
        }
        return found;
    }

    private static void read(String line, long since, String victim, SortedMap<String, Long> found) {
        for (var sign : SIGNS) {
            if (line.contains("code=\"" + sign.code() + "\"")
                    && (!sign.named() || line.contains("=\"" + victim + "\""))) {
                var at = OffsetDateTime.parse(line.substring(0, line.indexOf(' ')))
                        .toInstant()
                        .toEpochMilli();
                // The log rounds down to the millisecond.
                var millis = at - since / 1_000_000;
                if (millis >= 0) {
                    found.merge(sign.word(), millis, Math::min);
                }
            }
        }
    }
}
