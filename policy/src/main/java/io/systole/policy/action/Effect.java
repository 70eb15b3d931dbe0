package io.systole.policy.action;

/**
 * What one action means for another that is related to it, as bits of a relation's effects.
 *
 * <p>A relation says "first, then"; its effects say what carries over between the two when one of them is required or cannot
 * run. The exact meaning of each is in {@code io.systole.policy.order}.
 */
public final class Effect {

    /** A void relation. */
    public static final int NONE = 0;
    /** Order only, when both are in the graph. */
    public static final int ORDER = 1;
    /** First required: then becomes required. */
    public static final int PULL_THEN = 1 << 1;
    /** Then required and not migratable: first loses migratable. */
    public static final int PULL_FIRST = 1 << 2;
    /** Then required and its resource promoted now: first becomes required. */
    public static final int PULL_FIRST_PROMOTED = 1 << 3;
    /** First cannot run: then cannot run. */
    public static final int BLOCK_THEN = 1 << 4;
    /** "Stop, then start": a start that is required or cannot run requires the stop. */
    public static final int RESTART = 1 << 5;
    /** Then not migratable and runnable: first cannot run; then required: first required. */
    public static final int MIG_GATE = 1 << 6;
    /** First cannot run: then is no longer migratable nor pseudo. */
    public static final int ELSE_REAL = 1 << 7;
    /** PULL_THEN limited to instances on first's node. */
    public static final int PULL_SAME_NODE = 1 << 8;
    /** As BLOCK_THEN, but void where first cannot run and its resource is active. */
    public static final int NESTED_PROBE = 1 << 9;
    /** Counts towards the number of runnable firsts that then needs. */
    public static final int MIN = 1 << 10;
    /** First cannot run: then is required and cannot run, with exceptions. */
    public static final int ASYM = 1 << 11;
    /** Order only, of actions that must not overlap. */
    public static final int SERIAL = 1 << 12;
    /** Counts only if both are on the same node. */
    public static final int SAME_NODE = 1 << 13;
    /** Kept in the graph only if first is required and on the same node. */
    public static final int REQ_SAME_NODE = 1 << 14;
    /** Kept in the graph only if on the same node: frees capacity. */
    public static final int LOAD = 1 << 15;
    /** Not kept if first is part of a live migration. */
    public static final int UNLESS_MIGRATING = 1 << 16;
    /** Then required: first is in the graph whatever becomes of it. */
    public static final int SHOW_FIRST = 1 << 17;
    /** First required and runnable: then is in the graph whatever becomes of it. */
    public static final int SHOW_THEN = 1 << 18;
    /** Then required: first becomes optional. */
    public static final int CANCEL_FIRST = 1 << 19;
    /** An order between a resource inside a guest and one that the guest needs, which is meant. */
    public static final int GUEST_OK = 1 << 20;

    private Effect() {}

    /** Whether {@code effects} contains any of {@code wanted}. */
    public static boolean any(int effects, int wanted) {
        return (effects & wanted) != 0;
    }
}
