package io.systole.actors.host.wire;

import io.systole.actors.wire.WireMessage;
import java.util.Base64;

/**
 * A part of an answer, which as a whole may be too large for a message.
 *
 * @param answer the name under which more of it is asked for
 * @param base64 the bytes as text
 * @param total how many bytes the whole has
 * @param why there is no answer; empty where there is one
 */
public record HostPart(String answer, String base64, long total, String why) implements WireMessage {
    public static HostPart of(String answer, byte[] bytes, long total) {
        return new HostPart(answer, Base64.getEncoder().encodeToString(bytes), total, "");
    }

    public static HostPart failed(String why) {
        return new HostPart("", "", 0, why);
    }

    public byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }
}
