package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;

/** How far the sender is with its status, and the term in which it writes the configuration (0: it does not). */
public record Digest(int schema, String from, long incarnation, long sequence, long writerTerm)
        implements CibCommand, WireMessage {}
