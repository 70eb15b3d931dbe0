package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;

/** The writer has a change on its disk, and asks the others to store it, too. */
public record ChangeWritten(int schema, String from, WireChange change) implements PeerWord, WireMessage {}
