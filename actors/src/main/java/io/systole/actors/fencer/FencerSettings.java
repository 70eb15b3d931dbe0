package io.systole.actors.fencer;

import io.systole.cib.NodeName;
import java.time.Duration;

/**
 * What a Fencer is started with.
 *
 * @param askAgain after what time a request that was handed to another node is sent once more; it merges there
 * @param historyMax how many ended fencings are remembered for display
 */
public record FencerSettings(NodeName self, Duration askAgain, int historyMax) {
    public FencerSettings {
        if (askAgain.isZero() || askAgain.isNegative()) {
            throw new IllegalArgumentException("askAgain = " + askAgain + ": must be positive");
        }
        if (historyMax < 1) {
            throw new IllegalArgumentException("historyMax = " + historyMax + ": must be at least 1");
        }
    }

    public static FencerSettings of(NodeName self) {
        return new FencerSettings(self, Duration.ofSeconds(1), 100);
    }
}
