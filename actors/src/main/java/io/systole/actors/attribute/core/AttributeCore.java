package io.systole.actors.attribute.core;

import io.systole.actors.attribute.core.AttributeEffect.StartDelay;
import io.systole.actors.attribute.core.AttributeEffect.StopDelay;
import io.systole.actors.attribute.core.AttributeEffect.Tell;
import io.systole.actors.attribute.core.AttributeEvent.CibSeen;
import io.systole.actors.attribute.core.AttributeEvent.DelayPassed;
import io.systole.actors.attribute.core.AttributeEvent.RefreshWished;
import io.systole.actors.attribute.core.AttributeEvent.Wished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a change of an attribute is told to the cluster: at once, or where it is dampened when the delay is over
 * that its first change began, with the newest value. (attrd begins the delay anew with every change, so that a stream of
 * changes is never told.) Private attributes are told to nobody. All is forgotten when the node's process ends.
 */
public final class AttributeCore {
    private AttributeCore() {}

    public static Step<AttributeState, AttributeEffect> step(AttributeState state, AttributeEvent event) {
        var effects = new ArrayList<AttributeEffect>();
        AttributeState next = state;
        if (event instanceof Wished e) {
            next = state.with(e.key(), wished(e, state.held().get(e.key()), effects));
        } else if (event instanceof DelayPassed e) {
            Held held = state.held().get(e.key());
            if (held != null && held.waiting()) {
                next = state.with(e.key(), told(e.key(), held, effects));
            }
        } else if (event instanceof RefreshWished e) {
            next = refreshed(state, e, effects);
        } else if (event instanceof CibSeen e) {
            next = seen(state, e, effects);
        } else {
            throw new AssertionError("unhandled " + event);
        }
        return new Step<>(next, effects);
    }

    /** Why a wish is not to be had; null when it is. */
    public static @Nullable String refusal(AttributeState state, Wished event) {
        boolean unknown = event.inCib() == null && !state.held().containsKey(event.key());
        return event.wish().kind() == AttributeWish.Kind.SET_DELAY && unknown
                ? "node " + event.key().node() + " has no attribute "
                        + event.key().name() + ": set it first"
                : null;
    }

    /** The newest value, told or not; null for none. */
    public static @Nullable String value(@Nullable Held held, @Nullable String inCib) {
        return held == null ? inCib : held.value();
    }

    private static @Nullable Held wished(Wished event, @Nullable Held known, List<AttributeEffect> effects) {
        AttributeWish wish = event.wish();
        Held before = known != null
                ? known
                : new Held(event.inCib(), null, wish.isPrivate() && event.inCib() == null, false, true);
        Duration delay = wish.delay();
        return switch (wish.kind()) {
            case SET -> {
                Held dampened = delay == null || before.delay() != null ? before : before.withDelay(delay);
                yield changed(event.key(), dampened, meant(event, before), effects);
            }
            case DELETE -> changed(event.key(), before, null, effects);
            case SET_BOTH -> {
                Held valued = before.withValue(meant(event, before), before.shown());
                yield dampened(event.key(), before, valued, delay, effects);
            }
            case SET_DELAY -> dampened(event.key(), before, before, delay, effects);
        };
    }

    private static String meant(Wished event, Held before) {
        String given = Objects.requireNonNullElse(event.wish().value(), "");
        return Counting.value(event.key().name(), given, before.value());
    }

    private static @Nullable Held changed(
            AttributeKey key, Held before, @Nullable String value, List<AttributeEffect> effects) {
        if (Objects.equals(value, before.value())) {
            return before;
        }
        if (before.isPrivate()) {
            return value == null ? null : before.withValue(value, true);
        }
        Held next = before.withValue(value, false);
        if (before.waiting()) {
            return next;
        }
        Duration delay = before.delay();
        if (delay == null || delay.isZero()) {
            return told(key, next, effects);
        }
        effects.add(new StartDelay(key, delay));
        return next.withWaiting(true);
    }

    /** Another dampening is told of at once, with the value; the same one makes it an ordinary change. */
    private static @Nullable Held dampened(
            AttributeKey key, Held before, Held valued, @Nullable Duration delay, List<AttributeEffect> effects) {
        if (delay == null || delay.equals(before.delay())) {
            return changed(key, before, valued.value(), effects);
        }
        Held next = valued.withDelay(delay);
        return next.isPrivate() ? next : told(key, next, effects);
    }

    private static Held told(AttributeKey key, Held held, List<AttributeEffect> effects) {
        if (held.waiting()) {
            effects.add(new StopDelay(key));
        }
        effects.add(new Tell(key, held.value()));
        return held.withWaiting(false).withValue(held.value(), false);
    }

    private static AttributeState refreshed(AttributeState state, RefreshWished event, List<AttributeEffect> effects) {
        AttributeState next = state;
        for (var entry : state.held().entrySet()) {
            if (entry.getKey().node().equals(event.node()) && !entry.getValue().isPrivate()) {
                next = next.with(entry.getKey(), told(entry.getKey(), entry.getValue(), effects));
            }
        }
        return next;
    }

    /** Agents and fail counts change attributes past this: what was told and is another in the CIB later was changed there. */
    private static AttributeState seen(AttributeState state, CibSeen event, List<AttributeEffect> effects) {
        AttributeState next = state;
        for (var entry : state.held().entrySet()) {
            AttributeKey key = entry.getKey();
            Held held = entry.getValue();
            if (!event.spokenFor().contains(key.node())) {
                if (held.waiting()) {
                    effects.add(new StopDelay(key));
                }
                next = next.with(key, null);
            } else if (!held.isPrivate() && !held.waiting()) {
                String value = event.values().get(key);
                boolean same = Objects.equals(value, held.value());
                if (same != held.shown()) {
                    next = next.with(key, held.withValue(held.shown() ? value : held.value(), same || held.shown()));
                }
            }
        }
        return next;
    }
}
