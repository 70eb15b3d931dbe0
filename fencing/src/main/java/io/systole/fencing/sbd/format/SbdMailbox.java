package io.systole.fencing.sbd.format;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The sector behind a slot: one byte for the message, then up to 63 bytes with the name of who sent it, the rest zero.
 *
 * @param code the message's number, which may be one that is not known here
 * @param from empty where nobody is named
 */
public record SbdMailbox(int code, String from) {
    public SbdMailbox {
        from = SbdText.cut(from);
    }

    public static SbdMailbox of(SbdMessage message, String from) {
        return new SbdMailbox(message.code(), from);
    }

    /** As a slot has it that was just taken. */
    public static SbdMailbox empty() {
        return of(SbdMessage.CLEAR, "");
    }

    public static SbdMailbox read(byte[] sector) {
        return new SbdMailbox(Byte.toUnsignedInt(sector[0]), SbdText.read(sector, 1));
    }

    public byte[] toSector(int sectorSize) {
        var sector = new byte[sectorSize];
        sector[0] = (byte) code;
        var name = from.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(name, 0, sector, 1, name.length);
        return sector;
    }

    /** Empty for a number that is not known here. */
    public Optional<SbdMessage> message() {
        return SbdMessage.of(code);
    }

    /** The message as {@code sbd list} shows it. */
    public String word() {
        return message().map(SbdMessage::word).orElse("undefined");
    }
}
