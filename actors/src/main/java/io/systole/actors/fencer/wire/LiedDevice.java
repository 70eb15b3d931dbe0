package io.systole.actors.fencer.wire;

import io.systole.actors.fencer.core.Proofs.Lie;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.time.Instant;

/** A {@link Lie} on the wire; {@code fencedAtMs} in milliseconds since 1970. */
public record LiedDevice(String device, String target, long fencedAtMs) {
    public static LiedDevice of(Lie lie) {
        return new LiedDevice(
                lie.device().value(), lie.target().value(), lie.fencedAt().toEpochMilli());
    }

    public Lie read() {
        return new Lie(new ResourceId(device), new NodeName(target), Instant.ofEpochMilli(fencedAtMs));
    }
}
