package io.systole.actors.policy.wire;

/** What the keeper of plans' inputs understands. */
public interface InputCommand {}
