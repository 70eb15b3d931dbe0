package io.systole.actors.fencer;

import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Which calls of devices run on this node and which wait, so that no device does more at once than it may
 * (pcmk_action_limit). Calls that take a node's power go before all others that wait.
 */
record DeviceQueue(SortedMap<ResourceId, Integer> running, List<Entry> waiting) {
    DeviceQueue {
        running = Collections.unmodifiableSortedMap(new TreeMap<>(running));
        waiting = List.copyOf(waiting);
    }

    /** A call and who waits for its result. */
    record Entry(FenceAgentCall call, ActorRef<FenceAgentResult> replyTo) {
        ResourceId device() {
            return call.device().id();
        }
    }

    /** What to start now, and the queue after that. */
    record Turn(DeviceQueue queue, List<Entry> start) {}

    static DeviceQueue empty() {
        return new DeviceQueue(new TreeMap<>(), List.of());
    }

    Turn add(Entry entry) {
        var next = new ArrayList<>(waiting);
        if (entry.call().action().takesPower()) {
            var place = 0;
            while (place < next.size() && next.get(place).call().action().takesPower()) {
                place++;
            }
            next.add(place, entry);
        } else {
            next.add(entry);
        }
        return new DeviceQueue(running, next).startWhatMay();
    }

    Turn ended(ResourceId device) {
        var left = new TreeMap<>(running);
        left.computeIfPresent(device, (ignored, count) -> count > 1 ? count - 1 : null);
        return new DeviceQueue(left, waiting).startWhatMay();
    }

    private Turn startWhatMay() {
        var counts = new TreeMap<>(running);
        var still = new ArrayList<Entry>();
        var start = new ArrayList<Entry>();
        for (var entry : waiting) {
            var limit = entry.call().device().settings().actionLimit();
            if (limit < 0 || counts.getOrDefault(entry.device(), 0) < Math.max(1, limit)) {
                counts.merge(entry.device(), 1, Integer::sum);
                start.add(entry);
            } else {
                still.add(entry);
            }
        }
        return new Turn(new DeviceQueue(counts, still), start);
    }
}
