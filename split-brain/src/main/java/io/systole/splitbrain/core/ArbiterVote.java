package io.systole.splitbrain.core;

/**
 * What the arbiter said last, to this node. Whoever talks with it tells the core of every answer, and of its silence as
 * UNKNOWN.
 * <ul>
 *   <li>{@code ring}: the side for which it was asked. For any other the answer says nothing.
 *   <li>{@code heuristics}: what this node's own checks said; the arbiter was told. It is shown, and decides nothing here.
 * </ul>
 */
public record ArbiterVote(Answer answer, Ring ring, Heuristics heuristics) {
    /** The arbiter's word. */
    public enum Answer {
        /** This side has its votes. */
        ACK,
        /** Another side has them, or none. */
        NACK,
        /** Nothing was heard of it. */
        UNKNOWN
    }

    /** Of commands that tell whether this node can do its work, such as reaching a router. */
    public enum Heuristics {
        OFF,
        PASSED,
        FAILED
    }

    /** Before anything was heard. */
    public static ArbiterVote none() {
        return new ArbiterVote(Answer.UNKNOWN, Ring.empty(), Heuristics.OFF);
    }
}
