package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;

/**
 * How far the sender is with its status, the term in which it writes the configuration (0: it does not), the highest term
 * on its disk, the configuration that it has or writes (as a clock), and whom it would ask to store another one.
 */
public record Digest(
        int schema,
        String from,
        long incarnation,
        long sequence,
        long writerTerm,
        long storedTerm,
        long configuration,
        List<String> holders)
        implements CibCommand, WireMessage {
    public Digest {
        holders = List.copyOf(holders);
    }
}
