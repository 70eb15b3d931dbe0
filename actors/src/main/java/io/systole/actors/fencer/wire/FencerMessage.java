package io.systole.actors.fencer.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;

/** A message from the Fencer of another node. */
public sealed interface FencerMessage extends WireMessage {
    /** The format of these messages; a change that an older node would misread raises it. */
    int FORMAT = 1;

    int format();

    /** Lead this fencing. */
    record FencingAsked(
            int format,
            String from,
            String target,
            long incarnation,
            String action,
            String reason,
            String requestedBy,
            long delayMs)
            implements FencerMessage {}

    /** The sender leads this fencing. */
    record FencingBegan(
            int format, String from, String target, long incarnation, String action, String reason, String requestedBy)
            implements FencerMessage {}

    /** These fencings have ended. */
    record FencingsEnded(int format, List<EndedFencing> ended) implements FencerMessage {}

    /** Ask or run a device for a fencing that the sender leads. */
    record DeviceAsked(
            int format,
            String from,
            String target,
            long incarnation,
            boolean takesPower,
            String device,
            String question,
            long timeoutMs,
            long delayMs)
            implements FencerMessage {}

    /** What came of {@link DeviceAsked}. */
    record DeviceAnswered(
            int format,
            String from,
            String target,
            long incarnation,
            boolean takesPower,
            String device,
            String question,
            boolean succeeded,
            String why)
            implements FencerMessage {}
}
