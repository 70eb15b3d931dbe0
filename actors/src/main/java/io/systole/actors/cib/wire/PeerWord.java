package io.systole.actors.cib.wire;

/** What a peer says that happened or wants to know: an event for the core as it is. */
public interface PeerWord extends CibCommand {}
