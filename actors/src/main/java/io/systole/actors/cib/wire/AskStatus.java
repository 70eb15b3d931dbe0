package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;

/** Asks the receiver for all of its status. */
public record AskStatus(int schema, String from) implements PeerWord, WireMessage {}
