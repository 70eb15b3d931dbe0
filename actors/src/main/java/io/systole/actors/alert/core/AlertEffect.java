package io.systole.actors.alert.core;

/** What {@link AlertCore} wants done. */
public sealed interface AlertEffect {
    /** Who carries the effects out. */
    interface Port {
        void call(Call effect);

        void drop(Drop effect);
    }

    void runOn(Port port);

    /** Call the agent; its end is told by {@link AlertEvent.CallEnded}. */
    record Call(AlertCall call) implements AlertEffect {
        @Override
        public void runOn(Port port) {
            port.call(this);
        }
    }

    /** The call is not made: too many wait for this recipient, and this is the oldest. */
    record Drop(AlertCall call) implements AlertEffect {
        @Override
        public void runOn(Port port) {
            port.drop(this);
        }
    }
}
