package io.systole.actors.cib;

/** The terms of those who give orders: a node follows the newest that it heard of, and refuses the orders of older ones. */
public final class Terms {
    private static final long ROUND = 256;

    private Terms() {}

    /**
     * The next term of a node that becomes the writer, and with that the DC: higher than every one heard of, and different from
     * what any other node would take.
     *
     * @param index the node's place in the list of nodes
     */
    public static long next(long newest, long index) {
        return (newest / ROUND + 1) * ROUND + index % ROUND;
    }

    /**
     * The term of a policy that a side without quorum has for itself: above all that the side has heard of, so that an order
     * of the DC it lost, which may still be on its way, is refused by a side that has acted since; and below the term of the
     * next DC. A DC that meets it again takes a new one.
     */
    public static long aside(long newest) {
        long last = newest / ROUND * ROUND + ROUND - 1;
        return Math.min(newest + 1, last);
    }
}
