package io.systole.actors.policy.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;

/**
 * What was forgotten.
 *
 * @param forgotten {@code RESOURCE on NODE}, one each
 * @param unreached nodes that did not answer
 */
public record CleanupDone(List<String> forgotten, List<String> unreached) implements WireMessage {
    public CleanupDone {
        forgotten = List.copyOf(forgotten);
        unreached = List.copyOf(unreached);
    }
}
