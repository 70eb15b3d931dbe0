package io.systole.actors.fencer;

import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Which calls of devices run on this node and which wait, so that no device does more at once than it may
 * (pcmk_action_limit). No look at a device holds fencing up: calls that take a node's power go before all others that
 * wait, and those that run make way and are made again afterwards.
 */
record DeviceQueue(List<Entry> running, List<Entry> yielding, List<Entry> waiting) {
    DeviceQueue {
        running = List.copyOf(running);
        yielding = List.copyOf(yielding);
        waiting = List.copyOf(waiting);
    }

    /** A call, who waits for its result, and by the clock of pauses since when. */
    record Entry(FenceAgentCall call, ActorRef<FenceAgentResult> replyTo, long sinceNanos) {
        ResourceId device() {
            return call.device().id();
        }

        boolean takesPower() {
            return call.action().takesPower();
        }

        private int limit() {
            var limit = call.device().settings().actionLimit();
            return limit < 0 ? Integer.MAX_VALUE : Math.max(1, limit);
        }
    }

    /** The queue from now on, and what to start and to cancel for that. */
    record Turn(DeviceQueue queue, List<Entry> start, List<Entry> cancel) {}

    static DeviceQueue empty() {
        return new DeviceQueue(List.of(), List.of(), List.of());
    }

    Turn add(Entry entry) {
        var next = new ArrayList<>(waiting);
        var place = 0;
        while (entry.takesPower() && place < next.size() && next.get(place).takesPower()) {
            place++;
        }
        next.add(entry.takesPower() ? place : next.size(), entry);
        return new DeviceQueue(running, yielding, next).startWhatMay();
    }

    /** Whether the call was cancelled to make way, so that its end is not the answer to it. */
    boolean yields(Entry entry) {
        return yielding.contains(entry);
    }

    Turn ended(Entry entry) {
        var left = new ArrayList<>(running);
        left.remove(entry);
        var stillYielding = new ArrayList<>(yielding);
        stillYielding.remove(entry);
        return new DeviceQueue(left, stillYielding, waiting).startWhatMay();
    }

    private Turn startWhatMay() {
        var now = new ArrayList<>(running);
        var still = new ArrayList<Entry>();
        var start = new ArrayList<Entry>();
        for (var entry : waiting) {
            if (on(now, entry).size() < entry.limit()) {
                now.add(entry);
                start.add(entry);
            } else {
                still.add(entry);
            }
        }
        var cancel = still.stream()
                .filter(Entry::takesPower)
                .flatMap(entry -> on(running, entry).stream())
                .filter(held -> !held.takesPower() && !yielding.contains(held))
                .distinct()
                .toList();
        var nowYielding = new ArrayList<>(yielding);
        nowYielding.addAll(cancel);
        return new Turn(new DeviceQueue(now, nowYielding, still), start, cancel);
    }

    private static List<Entry> on(List<Entry> entries, Entry entry) {
        return entries.stream()
                .filter(other -> other.device().equals(entry.device()))
                .toList();
    }
}
