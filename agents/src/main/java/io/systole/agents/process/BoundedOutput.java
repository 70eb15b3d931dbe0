package io.systole.agents.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last bytes of a stream, however many come, and never waits for more. */
final class BoundedOutput {
    /** What one look takes at most, so that a program that prints without end cannot hold up the clock's check. */
    private static final int LOOK_MAX = 1024 * 1024;

    private static final int CHUNK = 64 * 1024;
    private static final char UNREADABLE = '\uFFFD';

    private final byte[] ring;
    private long total;

    BoundedOutput(int max) {
        ring = new byte[Math.max(1, max)];
    }

    /** Takes what the stream has at this moment; answers whether that was anything. */
    boolean takeFrom(InputStream stream) {
        var taken = 0;
        try {
            var chunk = new byte[0];
            for (var ready = stream.available(); ready > 0 && taken < LOOK_MAX; ready = stream.available()) {
                chunk = chunk.length == 0 ? new byte[Math.min(CHUNK, ready)] : chunk;
                var count = stream.read(chunk, 0, Math.min(chunk.length, ready));
                if (count <= 0) {
                    break;
                }
                add(chunk, count);
                taken += count;
            }
        } catch (IOException closed) {
            return taken > 0;
        }
        return taken > 0;
    }

    private void add(byte[] bytes, int count) {
        var from = Math.max(0, count - ring.length);
        for (var i = from; i < count; i++) {
            ring[(int) ((total + i) % ring.length)] = bytes[i];
        }
        total += count;
    }

    boolean cut() {
        return total > ring.length;
    }

    /** The kept bytes as text that XML and a terminal can carry: what is neither becomes U+FFFD. */
    String text() {
        var length = (int) Math.min(total, ring.length);
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((total - length + i) % ring.length)];
        }
        var text = new StringBuilder(new String(bytes, StandardCharsets.UTF_8));
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == '\u007F' || c >= '\uFFFE') {
                text.setCharAt(i, UNREADABLE);
            }
        }
        return text.toString();
    }
}
