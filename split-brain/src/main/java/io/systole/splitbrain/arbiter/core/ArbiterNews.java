package io.systole.splitbrain.arbiter.core;

/** What an operator is told of the arbiter. */
public enum ArbiterNews {
    CONNECTED,
    LOST,
    CERTIFICATE_REFUSED,
    VOTE_GIVEN,
    VOTE_REFUSED,
    HEURISTICS_FAILED,
    HEURISTICS_PASSED
}
