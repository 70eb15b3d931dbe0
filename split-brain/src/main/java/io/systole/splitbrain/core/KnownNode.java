package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a configured node: of its latest incarnation only.
 * <ul>
 *   <li>{@code lost} is sticky: once a stable view missed it, it stays lost until it is heard again.
 *   <li>{@code end} says why it surely runs nothing any more, if that is so.
 *   <li>{@code downAskedAt}: when the gossip was last told that it is down.
 * </ul>
 */
public record KnownNode(
        NodeName name,
        long incarnation,
        Phase phase,
        boolean lost,
        End end,
        @Nullable Instant downAskedAt,
        Standing standing,
        Instant since) {

    /** Why an incarnation surely runs nothing any more. */
    public enum End {
        NONE,
        FENCED,
        LEFT
    }

    static KnownNode absent(NodeName name, Instant at) {
        return new KnownNode(name, 0, Phase.ABSENT, false, End.NONE, null, Standing.ABSENT, at);
    }

    static KnownNode born(NodeName name, long incarnation, Phase phase, Instant at) {
        return new KnownNode(name, incarnation, phase, false, End.NONE, null, Standing.PENDING, at);
    }

    KnownNode withPhase(Phase changed) {
        return new KnownNode(name, incarnation, changed, lost, end, downAskedAt, standing, since);
    }

    KnownNode withLost(boolean changed) {
        return new KnownNode(name, incarnation, phase, changed, end, downAskedAt, standing, since);
    }

    KnownNode withEnd(End changed) {
        return new KnownNode(name, incarnation, phase, lost, changed, downAskedAt, standing, since);
    }

    KnownNode withDownAsked(Instant at) {
        return new KnownNode(name, incarnation, phase, lost, end, at, standing, since);
    }

    KnownNode withStanding(Standing changed, Instant at) {
        return changed == standing
                ? this
                : new KnownNode(name, incarnation, phase, lost, end, downAskedAt, changed, at);
    }

    /** In the gossip, and neither known to be dead nor told to be down. */
    boolean alive() {
        return phase.member() && end == End.NONE;
    }

    NodeView view() {
        return new NodeView(name, incarnation, standing, since);
    }
}
