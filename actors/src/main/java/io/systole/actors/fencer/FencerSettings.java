package io.systole.actors.fencer;

import io.systole.cib.NodeName;
import java.time.Duration;

/**
 * What a Fencer is started with.
 *
 * @param askAgain after what time a request that was handed to another node is sent once more; it merges there
 * @param checkInterval how often each device is checked; zero for never
 * @param bootId what distinguishes this boot of the host from every other; empty where that is not known
 * @param historyMax how many ended fencings are remembered for display
 * @param distrust what keeps which devices are not to be believed
 * @param raceDelay by how much two nodes may notice the loss of each other apart; zero where nobody waits for the other
 */
public record FencerSettings(
        NodeName self,
        Duration askAgain,
        int historyMax,
        Duration checkInterval,
        String bootId,
        Duration raceDelay,
        DistrustStore distrust) {
    public FencerSettings {
        if (askAgain.isZero() || askAgain.isNegative()) {
            throw new IllegalArgumentException("askAgain = " + askAgain + ": must be positive");
        }
        if (historyMax < 1) {
            throw new IllegalArgumentException("historyMax = " + historyMax + ": must be at least 1");
        }
    }

    public static FencerSettings of(NodeName self) {
        return new FencerSettings(
                self, Duration.ofSeconds(1), 100, Duration.ZERO, "", Duration.ZERO, DistrustStore.NONE);
    }

    /** The same with devices checked at this interval; zero for never. */
    public FencerSettings checking(Duration interval) {
        return new FencerSettings(self, askAgain, historyMax, interval, bootId, raceDelay, distrust);
    }

    /** The same on this boot of the host; empty where it is not known. */
    public FencerSettings booted(String id) {
        return new FencerSettings(self, askAgain, historyMax, checkInterval, id, raceDelay, distrust);
    }

    /** The same where of two nodes one waits so much longer than devices take; zero for never. */
    public FencerSettings racing(Duration delay) {
        return new FencerSettings(self, askAgain, historyMax, checkInterval, bootId, delay, distrust);
    }

    /** The same with what is remembered over the stop of all nodes. */
    public FencerSettings remembering(DistrustStore store) {
        return new FencerSettings(self, askAgain, historyMax, checkInterval, bootId, raceDelay, store);
    }
}
