package io.systole.fencing.sbd.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names in slots: up to 63 bytes, a zero behind them. */
final class SbdText {
    static final int LENGTH_MAX = 63;

    private SbdText() {}

    static String read(byte[] sector, int from) {
        var end = from;
        while (end < sector.length && end < from + LENGTH_MAX && sector[end] != 0) {
            end++;
        }
        return new String(sector, from, end - from, StandardCharsets.UTF_8);
    }

    /** As much of the text as there is room for: whoever sent a message is only named, so a cut name does no harm. */
    static String cut(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LENGTH_MAX ? text : read(Arrays.copyOf(bytes, LENGTH_MAX), 0);
    }
}
