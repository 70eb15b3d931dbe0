package io.systole.actors.fencer;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.time.Instant;

/** What became of a request to fence. Only {@link Fenced} means that the incarnation is known to be dead. */
public sealed interface FencingOutcome {
    /**
     * The device or devices said that it is done.
     *
     * @param by the devices, separated by a comma
     * @param executor the node that led the fencing
     */
    record Fenced(String by, NodeName executor, Instant at, Duration duration) implements FencingOutcome {}

    /** It is not known to be done; whoever still wants it asks again, after a pause that grows. */
    record Failed(String why) implements FencingOutcome {}
}
