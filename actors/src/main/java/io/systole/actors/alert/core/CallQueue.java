package io.systole.actors.alert.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The calls that are to be made and that are being made. Those of one recipient are made one after the other, so in the
 * order of what happened; those of several beside each other, up to a bound. Where agents are slower than what happens,
 * the oldest calls of that recipient go.
 *
 * @param waiting oldest first
 * @param running the lanes that are busy
 */
record CallQueue(List<AlertCall> waiting, SortedSet<String> running) {
    static final int RUNNING_MAX = 8;
    static final int WAITING_MAX = 200;

    CallQueue {
        waiting = List.copyOf(waiting);
        running = new TreeSet<>(running);
    }

    static CallQueue empty() {
        return new CallQueue(List.of(), new TreeSet<>());
    }

    /** The queue with another call, and what has to be dropped for it, into {@code effects}. */
    CallQueue with(AlertCall call, List<AlertEffect> effects) {
        var all = new ArrayList<>(waiting);
        all.add(call);
        var lane = all.stream().filter(each -> each.lane().equals(call.lane())).toList();
        if (lane.size() > WAITING_MAX) {
            AlertCall oldest = lane.get(0);
            all.remove(oldest);
            effects.add(new AlertEffect.Drop(oldest));
        }
        return new CallQueue(all, running);
    }

    CallQueue ended(AlertCall call) {
        var busy = new TreeSet<>(running);
        busy.remove(call.lane());
        return new CallQueue(waiting, busy);
    }

    /** The queue when all has begun that may, and what that is, into {@code effects}. */
    CallQueue begun(List<AlertEffect> effects) {
        var busy = new TreeSet<>(running);
        var left = new ArrayList<AlertCall>();
        for (AlertCall call : waiting) {
            if (busy.size() < RUNNING_MAX && busy.add(call.lane())) {
                effects.add(new AlertEffect.Call(call));
            } else {
                left.add(call);
            }
        }
        return new CallQueue(left, busy);
    }
}
