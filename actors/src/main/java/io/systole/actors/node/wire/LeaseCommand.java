package io.systole.actors.node.wire;

/** Whatever a node's lease actor understands. */
public interface LeaseCommand {}
