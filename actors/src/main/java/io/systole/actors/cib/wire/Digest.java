package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;

/**
 * How far the sender is with its status and with the configuration, and whom it would ask to store another one.
 *
 * @param writerTerm the term in which it writes the configuration; 0 when it does not
 * @param storedTerm the highest term on its disk
 * @param configuration the configuration that it has or writes, as a clock
 * @param heardTerm the highest term that it heard of
 * @param held the configuration that it has, as a clock
 * @param ticketsLive whether its tickets count as they stand; a sender that does not say counts as one for which they do
 *     not
 */
public record Digest(
        int schema,
        String from,
        long incarnation,
        long sequence,
        long writerTerm,
        long storedTerm,
        long configuration,
        long heardTerm,
        long held,
        List<String> holders,
        boolean ticketsLive)
        implements PeerWord, WireMessage {
    public Digest {
        holders = List.copyOf(holders);
    }
}
