package io.systole.actors.attribute.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is done about attributes. */
public sealed interface AttributeEffect {
    void runOn(Port port);

    /** Put the value into the status, which tells it to the cluster; null takes the attribute away. */
    record Tell(AttributeKey key, @Nullable String value) implements AttributeEffect {
        @Override
        public void runOn(Port port) {
            port.tell(key, value);
        }
    }

    /** Have DelayPassed come back after that time. */
    record StartDelay(AttributeKey key, Duration length) implements AttributeEffect {
        @Override
        public void runOn(Port port) {
            port.startDelay(key, length);
        }
    }

    /** Have it come back no more. */
    record StopDelay(AttributeKey key) implements AttributeEffect {
        @Override
        public void runOn(Port port) {
            port.stopDelay(key);
        }
    }

    /** Whoever runs the effects. */
    interface Port {
        void tell(AttributeKey key, @Nullable String value);

        void startDelay(AttributeKey key, Duration length);

        void stopDelay(AttributeKey key);
    }
}
