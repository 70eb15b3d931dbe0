package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;

/** The sender writes the configuration no more and did nothing about a request. */
public record GivenBack(int schema, String from, long request) implements PeerWord, WireMessage {}
