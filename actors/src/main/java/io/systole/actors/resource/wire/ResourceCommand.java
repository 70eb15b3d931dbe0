package io.systole.actors.resource.wire;

/** What a node's ResourceSupervisor understands, from other nodes or from its own. */
public interface ResourceCommand {}
