package io.systole.fencing.sbd.core;

import io.systole.fencing.core.Step;
import io.systole.fencing.sbd.core.WatchEffect.ClearSlot;
import io.systole.fencing.sbd.core.WatchEffect.EndWatch;
import io.systole.fencing.sbd.core.WatchEffect.Feed;
import io.systole.fencing.sbd.core.WatchEffect.FenceSelf;
import io.systole.fencing.sbd.core.WatchEffect.LeaveCluster;
import io.systole.fencing.sbd.core.WatchEffect.News;
import io.systole.fencing.sbd.core.WatchEffect.Tell;
import io.systole.fencing.sbd.core.WatchEvent.ClusterHeard;
import io.systole.fencing.sbd.core.WatchEvent.Drained;
import io.systole.fencing.sbd.core.WatchEvent.Ended;
import io.systole.fencing.sbd.core.WatchEvent.SlotRead;
import io.systole.fencing.sbd.core.WatchEvent.SlotUnreadable;
import io.systole.fencing.sbd.core.WatchEvent.Ticked;
import io.systole.fencing.sbd.core.WatchState.Phase;
import io.systole.fencing.sbd.core.WatchState.Sight;
import io.systole.fencing.sbd.format.SbdMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a node may live on. It ends at once by a message in any of its slots that says so, and when it saw
 * neither enough devices nor a majority of the nodes for the watchdog timeout: whoever then sent it a message may believe,
 * after msgwait, that it is dead. The watchdog is fed only while it would not end.
 *
 * <p>As {@code sbd} with its Pacemaker integration. Differences: quorum counts here only with a majority behind it, and a
 * node that ends while it may still run something is fenced, whoever ends it.
 */
public final class WatchCore {
    private WatchCore() {}

    /** What follows from an event. */
    public static Step<WatchState, WatchEffect> step(WatchState state, WatchEvent event) {
        if (state.phase() == Phase.LEFT || state.phase() == Phase.DYING) return new Step<>(state, List.of());
        if (event instanceof SlotRead read) return onRead(state, read);
        if (event instanceof SlotUnreadable unreadable) return onUnreadable(state, unreadable);
        if (event instanceof ClusterHeard heard) {
            return new Step<>(state.heard(heard.sight(), heard.at()), List.of());
        }
        if (event instanceof Ticked ticked) return onTick(state, ticked.at());
        if (event instanceof Drained) return new Step<>(state.with(Phase.DRAINED), List.of());
        if (event instanceof Ended ended) return onEnd(state, ended);
        throw new AssertionError("unhandled " + event);
    }

    private static Step<WatchState, WatchEffect> onRead(WatchState state, SlotRead event) {
        var before = state.sights().get(event.device());
        if (before == null) {
            return new Step<>(state, List.of());
        }
        var effects = new ArrayList<WatchEffect>();
        if (!before.trouble().isEmpty()) {
            effects.add(new Tell(News.DEVICE_BACK, event.device(), ""));
        }
        var next = state.with(event.device(), new Sight(event.at(), event.mailbox(), ""));
        var message = event.mailbox().message();
        var isNew = !event.mailbox().equals(before.mailbox());
        if (message.isEmpty()) {
            if (isNew) {
                effects.add(new Tell(
                        News.UNKNOWN_HEARD,
                        event.device(),
                        "message " + event.mailbox().code() + " from "
                                + event.mailbox().from()));
            }
        } else if (message.get().fences()) {
            var why = message.get().word() + " from " + event.mailbox().from() + " on " + event.device();
            effects.add(new FenceSelf(message.get(), why));
            next = next.with(Phase.DYING);
        } else if (message.get() == SbdMessage.TEST) {
            effects.add(new Tell(
                    News.TEST_HEARD, event.device(), "from " + event.mailbox().from()));
            effects.add(new ClearSlot(event.device()));
        } else if (message.get() == SbdMessage.EXIT && state.phase() == Phase.WATCHING) {
            next = onExit(next, event, effects);
        }
        return new Step<>(next, effects);
    }

    /** The node's own farewell from its last life, on a device that came back late, is no message. */
    private static WatchState onExit(WatchState state, SlotRead event, List<WatchEffect> effects) {
        if (event.mailbox().from().equalsIgnoreCase(state.settings().node())) {
            effects.add(new ClearSlot(event.device()));
            return state;
        }
        if (!state.askedToLeave()) {
            effects.add(new LeaveCluster(event.mailbox().from()));
        }
        return state.asked();
    }

    private static Step<WatchState, WatchEffect> onUnreadable(WatchState state, SlotUnreadable event) {
        var before = state.sights().get(event.device());
        if (before == null) {
            return new Step<>(state, List.of());
        }
        var next = state.with(event.device(), new Sight(before.readAt(), before.mailbox(), event.why()));
        return new Step<>(
                next,
                before.trouble().isEmpty()
                        ? List.of(new Tell(News.DEVICE_LOST, event.device(), event.why()))
                        : List.of());
    }

    private static Step<WatchState, WatchEffect> onTick(WatchState state, Duration now) {
        if (state.phase() == Phase.DRAINED || ranNothing(state)) {
            return new Step<>(state, List.of(new Feed()));
        }
        var age = now.minus(state.lastSight());
        if (age.compareTo(state.settings().watchdog()) > 0) {
            return new Step<>(state.with(Phase.DYING), List.of(new FenceSelf(SbdMessage.RESET, blind(state, age))));
        }
        var seen = state.sightForFeeding()
                .filter(at -> now.minus(at).compareTo(state.settings().patience()) <= 0);
        return feed(state, seen, age);
    }

    /** With a watchdog alone there is nothing to protect before the first quorum. */
    private static boolean ranNothing(WatchState state) {
        return state.settings().isDiskless() && state.ranSince() == null;
    }

    private static Step<WatchState, WatchEffect> feed(WatchState state, Optional<Duration> seen, Duration age) {
        var effects = new ArrayList<WatchEffect>();
        if (seen.isPresent()) {
            effects.add(new Feed());
            if (!state.fed()) {
                effects.add(new Tell(News.FED_AGAIN, "", ""));
            }
        } else if (state.fed()) {
            effects.add(new Tell(News.NOT_FED, "", blind(state, age)));
        }
        return new Step<>(state.withFed(seen.isPresent()), effects);
    }

    private static String blind(WatchState state, Duration age) {
        var what = state.settings().isDiskless()
                ? "a majority of the nodes was"
                : "neither enough devices nor a majority of the nodes were";
        return what + (state.settings().isDiskless() ? " not" : "") + " seen for " + age.toMillis() + " ms";
    }

    private static Step<WatchState, WatchEffect> onEnd(WatchState state, Ended event) {
        if (state.phase() == Phase.DRAINED || state.ranSince() == null) {
            return new Step<>(state.with(Phase.LEFT), List.of(new EndWatch()));
        }
        var why = event.why() + " while it may still run resources";
        return new Step<>(state.with(Phase.DYING), List.of(new FenceSelf(SbdMessage.RESET, why)));
    }
}
