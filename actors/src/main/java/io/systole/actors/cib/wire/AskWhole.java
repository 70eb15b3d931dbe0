package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;

/** Asks for the whole configuration and the changes since the one that the sender has. */
public record AskWhole(int schema, String from, WireKey have) implements PeerWord, WireMessage {}
