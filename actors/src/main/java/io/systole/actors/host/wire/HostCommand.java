package io.systole.actors.host.wire;

/** What the desk of a host understands. */
public interface HostCommand {}
