package io.systole.actors.node.wire;

/** Whatever a node's formation actor understands. */
public interface FormationCommand {}
