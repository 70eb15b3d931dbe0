package io.systole.actors.node.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;

/**
 * A member tells the others which members' hosts refuse connections to it, all of them, and again while they do.
 *
 * @param schema 1
 */
public record RefusedBy(int schema, String observer, List<Run> runs) implements PeerWatchCommand, WireMessage {
    /** One run of a node's process. */
    public record Run(String node, long incarnation) {}

    public RefusedBy {
        runs = List.copyOf(runs);
    }
}
