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

    /** The sender is this run of its node, on this boot of its host. */
    record HostIntroduced(int format, String from, long incarnation, String bootId) implements FencerMessage {}

    /** These devices said that they had fenced a node whose host was never restarted. */
    record DevicesLied(int format, List<LiedDevice> devices) implements FencerMessage {}

    /** A person trusts this device again, since that time (milliseconds since 1970); 0 from one that does not say it: now. */
    record DeviceTrusted(int format, String device, long atMs) implements FencerMessage {}

    /** What the sender found when it last checked these devices. */
    record DevicesRehearsed(int format, String from, List<RehearsedDevice> devices) implements FencerMessage {}

    /** Check the devices now. */
    record RehearsalAsked(int format, String from) implements FencerMessage {}

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
