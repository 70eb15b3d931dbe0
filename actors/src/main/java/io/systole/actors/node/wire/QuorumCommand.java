package io.systole.actors.node.wire;

/** Whatever a node's quorum actor understands. */
public interface QuorumCommand {}
