package io.systole.actors.fencer.core;

import io.systole.splitbrain.core.Rival;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node may have to race another.
 *
 * @param delay by how much the two may notice the loss apart; zero where nobody is to wait
 * @param rival of two nodes that may fence each other, the other; null where there is none
 */
public record Race(Duration delay, @Nullable Rival rival) {
    Race against(@Nullable Rival changed) {
        return new Race(delay, changed);
    }
}
