package io.systole.splitbrain.core;

import java.time.Duration;

/**
 * The patience with a member that has only just come: its host boots other things as well, and its program is not warm yet,
 * so its heartbeats come late where they would not later. To fence it for that would have it boot again, and so on for ever.
 * For a few pauses after its first answer it may be silent for twice as long as any other. Who has not answered yet is given
 * nothing, since others count on being told of such a node in time.
 *
 * @param pauseNanos what any member may be silent for
 */
public record FreshMember(long pauseNanos, long firstNanos, long lastNanos, int heard) {
    private static final int FRESH_PAUSES = 5;
    /** The first two may be what the detector makes up to begin with. */
    private static final int ANSWERS_MIN = 3;

    /** One that has not been heard. */
    public static FreshMember unheard(Duration pause) {
        return new FreshMember(pause.toNanos(), 0, 0, 0);
    }

    /** It was heard at this moment of the steady clock. */
    public FreshMember heardAt(long nanos) {
        return new FreshMember(pauseNanos, heard == 0 ? nanos : firstNanos, nanos, Math.min(heard + 1, ANSWERS_MIN));
    }

    /** Whether its silence is not yet to be concluded from. */
    public boolean excusesSilenceAt(long nanos) {
        return heard >= ANSWERS_MIN
                && nanos - firstNanos <= FRESH_PAUSES * pauseNanos
                && nanos - lastNanos <= 2 * pauseNanos;
    }
}
