package io.systole.actors.policy.wire;

import io.systole.actors.wire.WireMessage;
import java.util.Base64;

/**
 * A part of a kept input, compressed as it is on disk.
 *
 * @param base64 the bytes as text
 * @param total how long the whole is; negative where there is no such input
 */
public record InputPart(String base64, long total) implements WireMessage {
    public static InputPart of(byte[] bytes, long total) {
        return new InputPart(Base64.getEncoder().encodeToString(bytes), total);
    }

    public byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }
}
