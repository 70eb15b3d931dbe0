package io.systole.fencing.sbd.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A watch in words, for a status page.
 *
 * @param summary how it is
 * @param trouble what is wrong; empty when all is well
 */
public record WatchReport(String summary, List<String> trouble) {
    public WatchReport {
        trouble = List.copyOf(trouble);
    }

    /**
     * Puts a watch into words.
     *
     * @param watchdog the watchdog's path; empty without one
     */
    public static WatchReport of(WatchState state, String watchdog) {
        var trouble = new ArrayList<String>();
        var well = 0;
        for (var entry : state.sights().entrySet()) {
            if (entry.getValue().trouble().isEmpty()) {
                well++;
            } else {
                trouble.add("SBD device " + entry.getKey() + " cannot be read: "
                        + entry.getValue().trouble());
            }
        }
        var devices = state.settings().isDiskless()
                ? "watchdog only"
                : well + " of " + state.settings().devices().size() + " devices seen";
        if (watchdog.isEmpty()) {
            trouble.add(
                    "SBD has no watchdog: when this node's process is killed or frozen, nothing ends what it runs; set"
                            + " systole.sbd.watchdog");
        }
        if (!state.fed()) {
            trouble.add("SBD: the watchdog is not fed, this node is about to be restarted");
        }
        return new WatchReport(
                devices + ", "
                        + (watchdog.isEmpty()
                                ? "no watchdog"
                                : watchdog + (state.fed() ? " fed" : " NOT fed") + " ("
                                        + seconds(state.settings().watchdog()) + ")"),
                trouble);
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
