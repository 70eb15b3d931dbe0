package io.systole.splitbrain.arbiter.core;

/** What the daemon says of its vote, by its numbers from 1 (votequorum's device casts it). */
public enum QnetdVote {
    /** This side has it. */
    ACK,
    /** This side does not have it. */
    NACK,
    /** Nothing is decided; the client shall ask again. */
    ASK_LATER,
    /** Nothing is decided; the daemon will tell by itself. */
    WAIT,
    /** As it was. */
    NO_CHANGE;

    int code() {
        return switch (this) {
            case ACK -> 1;
            case NACK -> 2;
            case ASK_LATER -> 3;
            case WAIT -> 4;
            case NO_CHANGE -> 5;
        };
    }
}
