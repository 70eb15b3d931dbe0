package io.systole.splitbrain;

/** What became of a request to fence: {@code confirmed} only if the incarnation is known to be dead. */
public record FencingOutcome(boolean confirmed, String detail) {
    public static FencingOutcome confirmedBy(String detail) {
        return new FencingOutcome(true, detail);
    }

    public static FencingOutcome failedBecause(String detail) {
        return new FencingOutcome(false, detail);
    }
}
