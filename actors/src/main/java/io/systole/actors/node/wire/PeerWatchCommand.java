package io.systole.actors.node.wire;

/** Whatever a node's peer watch understands. */
public interface PeerWatchCommand {}
