package io.systole.actors.fencer;

import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lists of hosts that devices gave (pcmk_host_check=dynamic-list), each good for 60 s as with Pacemaker, so that a
 * fencing in need does not wait for the same list twice. A list that could not be had is not remembered, and a device whose
 * parameters changed is another one.
 */
record HostLists(List<Known> known) {
    private static final Duration GOOD_FOR = Duration.ofSeconds(60);

    record Known(FenceDevice device, FenceAgentResult list, Instant at) {}

    HostLists {
        known = List.copyOf(known);
    }

    static HostLists none() {
        return new HostLists(List.of());
    }

    Optional<FenceAgentResult> of(FenceDevice device, Instant now) {
        return known.stream()
                .filter(each -> each.device().equals(device) && isGood(each, now))
                .map(Known::list)
                .findFirst();
    }

    HostLists with(FenceDevice device, FenceAgentResult list, Instant now) {
        var kept = new ArrayList<Known>();
        for (var each : known) {
            if (!each.device().id().equals(device.id()) && isGood(each, now)) {
                kept.add(each);
            }
        }
        if (list.succeeded()) {
            kept.add(new Known(device, list, now));
        }
        return new HostLists(kept);
    }

    private static boolean isGood(Known each, Instant now) {
        return each.at().plus(GOOD_FOR).isAfter(now) && !each.at().isAfter(now);
    }
}
