package io.systole.actors.fencer.wire;

import io.systole.actors.fencer.core.FencerEvent.Rehearsed;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.core.DeviceFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a node found of one device, on the wire. */
public record RehearsedDevice(String device, List<Finding> findings) {
    /** One check; {@code target} is empty for the monitor, times are in milliseconds. */
    public record Finding(String target, boolean works, String why, long tookMs, long timeoutMs, long atMs) {}

    public static RehearsedDevice of(Rehearsed rehearsed) {
        return new RehearsedDevice(
                rehearsed.device().value(),
                rehearsed.findings().stream()
                        .map(each -> new Finding(
                                each.target() == null ? "" : each.target().value(),
                                each.works(),
                                each.why(),
                                each.took().toMillis(),
                                each.timeout().toMillis(),
                                each.at().toEpochMilli()))
                        .toList());
    }

    public Rehearsed read(NodeName from) {
        var id = new ResourceId(device);
        return new Rehearsed(
                from,
                id,
                findings.stream()
                        .map(each -> new DeviceFinding(
                                id,
                                from,
                                each.target().isEmpty() ? null : new NodeName(each.target()),
                                each.works(),
                                each.why(),
                                Duration.ofMillis(each.tookMs()),
                                Duration.ofMillis(each.timeoutMs()),
                                Instant.ofEpochMilli(each.atMs())))
                        .toList());
    }
}
