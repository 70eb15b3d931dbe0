package io.systole.fencing.sbd;

import io.systole.fencing.sbd.core.WatchSettings;
import io.systole.fencing.sbd.format.SbdMailbox;
import io.systole.fencing.sbd.format.SbdMessage;
import io.systole.fencing.sbd.format.SbdTimeouts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node finds on its devices before it may begin: its slots, and what stood in them.
 *
 * @param own the node's slots by device, where they could be had
 * @param troubles why not, where they could not
 * @param pending a message that means this very host, and is to be obeyed at once; empty if there is none
 */
record WatchStart(
        WatchSettings settings,
        SortedMap<String, OwnSlot> own,
        SortedMap<String, String> troubles,
        List<SbdMailbox> pending) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    WatchStart {
        own = Collections.unmodifiableSortedMap(new TreeMap<>(own));
        troubles = Collections.unmodifiableSortedMap(new TreeMap<>(troubles));
        pending = List.copyOf(pending);
    }

    /**
     * Finds or takes the slots. More than half of the devices must be there (both of two), as in sbd, and agree on their
     * timeouts. What stands in the slots is cleared, unless it means this host or is to keep the node out.
     *
     * @param unfinished whether this host's last watch did not end in order, and the host was not restarted since
     */
    static WatchStart of(WatchPlan plan, boolean unfinished) throws IOException {
        if (plan.devices().isEmpty()) {
            var watchdog = plan.watchdogTimeout();
            return new WatchStart(
                    new WatchSettings(plan.node(), List.of(), watchdog, loop(watchdog)),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    List.of());
        }
        var own = new TreeMap<String, OwnSlot>();
        var troubles = new TreeMap<String, String>();
        for (var answer : new SbdDevices(plan.devices()).onEach(LIMIT, disk -> OwnSlot.of(disk, plan.node()))) {
            var slot = answer.value();
            if (slot == null) {
                troubles.put(answer.device().toString(), answer.why());
            } else {
                own.put(answer.device().toString(), slot);
            }
        }
        if (own.size() < SbdDevices.majority(plan.devices().size())) {
            throw new IOException(
                    "not more than half of the devices can be used: " + String.join("; ", troubles.values()));
        }
        var settings = settings(plan, timeouts(own));
        return new WatchStart(settings, own, troubles, messages(plan, own, unfinished));
    }

    private static Duration loop(Duration watchdog) {
        var half = watchdog.dividedBy(2);
        return half.compareTo(Duration.ofSeconds(1)) < 0 ? half : Duration.ofSeconds(1);
    }

    private static SbdTimeouts timeouts(SortedMap<String, OwnSlot> own) throws IOException {
        var first = own.get(own.firstKey());
        for (var other : own.values()) {
            if (first != null
                    && !other.header().timeouts().equals(first.header().timeouts())) {
                throw new IOException(other.disk().path() + " has other timeouts than "
                        + first.disk().path() + ": compare `systole sbd dump` of both, and create one of them anew");
            }
        }
        return Objects.requireNonNull(first).header().timeouts();
    }

    private static WatchSettings settings(WatchPlan plan, SbdTimeouts timeouts) throws IOException {
        try {
            return new WatchSettings(
                    plan.node(),
                    plan.devices().stream().map(Path::toString).toList(),
                    timeouts.watchdog(),
                    timeouts.loop());
        } catch (IllegalArgumentException unfit) {
            throw new IOException(plan.devices() + ": " + unfit.getMessage()
                    + ": stop all nodes and create them anew with `systole sbd create -1 SECONDS -4 SECONDS`");
        }
    }

    private static List<SbdMailbox> messages(WatchPlan plan, SortedMap<String, OwnSlot> own, boolean unfinished)
            throws IOException {
        var pending = new ArrayList<SbdMailbox>();
        for (var each : own.values()) {
            var mailbox = each.read();
            var fences = mailbox.message().filter(SbdMessage::fences).isPresent();
            if (fences && unfinished) {
                pending.add(mailbox);
            } else if (fences && plan.startClean()) {
                throw new IOException(
                        plan.node() + " was fenced (" + mailbox.word() + " from " + mailbox.from() + " on "
                                + each.disk().path() + ") and systole.sbd.start-mode = clean: look after it, then run"
                                + " `systole sbd -d " + each.disk().path() + " message " + plan.node() + " clear`");
            }
        }
        if (pending.isEmpty()) {
            for (var each : own.values()) {
                each.write(SbdMailbox.empty());
            }
        }
        return pending;
    }
}
