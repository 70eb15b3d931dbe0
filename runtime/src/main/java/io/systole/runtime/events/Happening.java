package io.systole.runtime.events;

import io.systole.actors.fencer.FencingNews;
import io.systole.actors.policy.wire.TransitionNews;

/** What listeners are told. */
public sealed interface Happening {
    /** The state may be another: whoever wants it asks for it. */
    enum StateChanged implements Happening {
        INSTANCE
    }

    /** What the listener heard last is not known here any more: it may have missed some. */
    enum Missed implements Happening {
        INSTANCE
    }

    /** A transition begins, goes on or has ended. */
    record TransitionMoved(TransitionNews news) implements Happening {}

    /** A fencing was asked for, begins or has ended. */
    record FencingMoved(FencingNews news) implements Happening {}
}
