package io.systole.actors.policy.wire;

/** What the PolicyActor understands, through its singleton proxy or on its own node. */
public interface PolicyCommand {}
