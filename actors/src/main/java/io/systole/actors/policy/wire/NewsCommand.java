package io.systole.actors.policy.wire;

/** What the TransitionTeller of a node understands, from its own node and from others. */
public interface NewsCommand {}
