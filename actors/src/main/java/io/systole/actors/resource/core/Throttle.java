package io.systole.actors.resource.core;

/**
 * How many ordered operations a node runs at once: as many as it was told to, fewer while the host is busy with something
 * else, at least one. As with Pacemaker's load-threshold, recovery slows down rather than make an overloaded host worse;
 * here the node's own operations are not counted against itself, or each great recovery would slow itself down.
 */
public final class Throttle {
    /** So many times what is bearable is too much for half of the operations. */
    private static final int OVERLOAD = 4;

    private Throttle() {}

    /**
     * The number of operations.
     *
     * @param most what may run on an idle host
     * @param load what runs or waits for a processor, on average
     * @param own how many of that are operations of this node
     * @param thresholdPercent load-threshold: of all processors; 0 is without limit
     */
    public static int operations(int most, double load, int own, int processors, int thresholdPercent) {
        double others = Math.max(0, load - own);
        double bearable = processors * thresholdPercent / 100.0;
        if (thresholdPercent <= 0 || others <= bearable) {
            return most;
        }
        return Math.max(1, others <= OVERLOAD * bearable ? most / 2 : most / 4);
    }
}
