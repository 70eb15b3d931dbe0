package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;

/** As the writer of a term, asks the receiver to say when this configuration, and so all before it, is on its disk. */
public record AskStored(int schema, String from, long term, WireKey key) implements PeerWord, WireMessage {}
