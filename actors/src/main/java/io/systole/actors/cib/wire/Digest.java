package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;

/**
 * How far the sender is with its status, the term in which it writes the configuration (0: it does not), and the highest
 * term on its disk.
 */
public record Digest(int schema, String from, long incarnation, long sequence, long writerTerm, long storedTerm)
        implements CibCommand, WireMessage {}
