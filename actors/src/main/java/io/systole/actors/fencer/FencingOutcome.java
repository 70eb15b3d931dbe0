package io.systole.actors.fencer;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a request to fence. Only {@link Fenced} means that the incarnation is known to be dead. */
public sealed interface FencingOutcome {
    /**
     * The device or devices said that it is done.
     *
     * @param by the devices, separated by a comma
     * @param executor the node that led the fencing
     */
    record Fenced(String by, NodeName executor, Instant at, Duration duration) implements FencingOutcome {}

    /**
     * It is not known to be done; whoever still wants it asks again, after a pause that grows.
     *
     * @param ledBy the node that tried; null where nobody did
     */
    record Failed(String why, @Nullable NodeName ledBy, Duration duration) implements FencingOutcome {
        /** It was not even tried. */
        public Failed(String why) {
            this(why, null, Duration.ZERO);
        }
    }
}
