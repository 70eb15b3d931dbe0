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
 *   <li>{@code age}: its place in the order in which members became full ones, from 1; the highest number before that.
 *   <li>{@code countedOut}: its votes do not count until it comes back.
 *   <li>{@code unproven}: the run before this one was a member and is over without proof: what it ran may still run.
 *   <li>{@code heard}: while it only joins: it answers this node, or had the time to be missed and is not.
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
        Instant since,
        int age,
        boolean countedOut,
        boolean unproven,
        boolean heard) {

    /** Why an incarnation surely runs nothing any more. */
    public enum End {
        NONE,
        FENCED,
        LEFT
    }

    /** The age of who is no full member yet. */
    static final int YOUNGEST = Integer.MAX_VALUE;

    static KnownNode absent(NodeName name, Instant at) {
        return new KnownNode(
                name, 0, Phase.ABSENT, false, End.NONE, null, Standing.ABSENT, at, YOUNGEST, false, false, false);
    }

    /** Another run of this node. Whatever the last one left is still there, unless that was fenced or left in order. */
    KnownNode bornAnew(long run, Phase now, Instant at) {
        boolean before = phase != Phase.ABSENT && end == End.NONE && (phase != Phase.JOINING || unproven);
        return new KnownNode(
                name, run, now, false, End.NONE, null, Standing.PENDING, at, YOUNGEST, false, before, false);
    }

    KnownNode withPhase(Phase changed) {
        return new KnownNode(
                name, incarnation, changed, lost, end, downAskedAt, standing, since, age, countedOut, unproven, heard);
    }

    KnownNode withLost(boolean changed) {
        return new KnownNode(
                name, incarnation, phase, changed, end, downAskedAt, standing, since, age, countedOut, unproven, heard);
    }

    KnownNode withEnd(End changed) {
        return new KnownNode(
                name,
                incarnation,
                phase,
                lost,
                changed,
                downAskedAt,
                standing,
                since,
                age,
                countedOut,
                unproven,
                heard);
    }

    KnownNode withDownAsked(Instant at) {
        return new KnownNode(
                name, incarnation, phase, lost, end, at, standing, since, age, countedOut, unproven, heard);
    }

    KnownNode withStanding(Standing changed, Instant at) {
        return changed == standing
                ? this
                : new KnownNode(
                        name,
                        incarnation,
                        phase,
                        lost,
                        end,
                        downAskedAt,
                        changed,
                        at,
                        age,
                        countedOut,
                        unproven,
                        heard);
    }

    KnownNode withAge(int changed) {
        return new KnownNode(
                name,
                incarnation,
                phase,
                lost,
                end,
                downAskedAt,
                standing,
                since,
                changed,
                countedOut,
                unproven,
                heard);
    }

    KnownNode withCountedOut(boolean changed) {
        return changed == countedOut
                ? this
                : new KnownNode(
                        name,
                        incarnation,
                        phase,
                        lost,
                        end,
                        downAskedAt,
                        standing,
                        since,
                        age,
                        changed,
                        unproven,
                        heard);
    }

    KnownNode nowHeard() {
        return new KnownNode(
                name, incarnation, phase, lost, end, downAskedAt, standing, since, age, countedOut, unproven, true);
    }

    /** Was it in the gossip, and is it gone from it? */
    boolean gone() {
        return end != End.NONE || phase == Phase.DOWN || phase == Phase.REMOVED;
    }

    /** In the gossip, and neither known to be dead nor told to be down. */
    boolean alive() {
        return phase.member() && end == End.NONE;
    }

    NodeView view() {
        return new NodeView(name, incarnation, standing, since);
    }
}
