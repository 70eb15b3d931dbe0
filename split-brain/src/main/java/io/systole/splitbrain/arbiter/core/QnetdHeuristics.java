package io.systole.splitbrain.arbiter.core;

import io.systole.splitbrain.core.ArbiterVote.Heuristics;

/** The result of heuristics as the daemon numbers it. */
enum QnetdHeuristics {
    UNDEFINED,
    PASS,
    FAIL;

    int code() {
        return switch (this) {
            case UNDEFINED -> 0;
            case PASS -> 1;
            case FAIL -> 2;
        };
    }

    static QnetdHeuristics of(Heuristics result) {
        return switch (result) {
            case OFF -> UNDEFINED;
            case PASSED -> PASS;
            case FAILED -> FAIL;
        };
    }
}
