package io.systole;

import java.time.Duration;

/**
 * Code that runs on one live node of the cluster at a time: {@link Embedding#singleton}. It is called on the node that the
 * cluster chose, in a thread of its own, and should run until it is interrupted. When it returns or throws before, that is
 * a failure of the resource, and the cluster starts it anew, here or on another node.
 *
 * <pre>{@code
 * turn -> {
 *     while (turn.waitFor(Duration.ofMinutes(5))) {
 *         report();
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface SingletonTask {
    void run(Turn turn) throws Exception;

    /** One time that the code runs, from a start to a stop. */
    interface Turn {
        /** The node that it runs on. */
        String node();

        /** Whether the code has to end: the resource is being stopped, or the node has ended. */
        boolean isOver();

        /**
         * Waits.
         *
         * @return false at once when the turn is over
         */
        boolean waitFor(Duration time) throws InterruptedException;
    }
}
