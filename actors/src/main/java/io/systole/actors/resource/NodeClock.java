package io.systole.actors.resource;

import java.time.Instant;

/** The clocks of a node: the time of day for what is recorded, a steady one for what is measured. */
public interface NodeClock {
    Instant now();

    long nanos();

    static NodeClock system() {
        return new NodeClock() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
