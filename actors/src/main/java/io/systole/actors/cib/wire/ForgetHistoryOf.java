package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;

/** The history of a resource on a node is to be forgotten. */
public record ForgetHistoryOf(int schema, String node, String resource) implements PeerWord, WireMessage {}
