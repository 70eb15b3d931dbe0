package io.systole.actors.node.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;

/**
 * A member that has the lease of lease-majority tells the others of its side, again and again; or that it has it no more.
 *
 * @param schema 1
 * @param side the full members of the side, each with its run: for any other the word says nothing
 */
public record LeaseWord(int schema, String from, List<Run> side, boolean has) implements LeaseCommand, WireMessage {
    /** One run of a node's process. */
    public record Run(String node, long incarnation) {}

    public LeaseWord {
        side = List.copyOf(side);
    }
}
