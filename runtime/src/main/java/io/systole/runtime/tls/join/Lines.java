package io.systole.runtime.tls.join;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The form of what is asked and answered at the desk: {@code key: value} in lines, an empty line at the end. Whoever reads
 * it passes over keys that it does not know.
 */
final class Lines {
    private static final int BYTES_MAX = 16 * 1024;

    private Lines() {}

    static void write(OutputStream out, Map<String, String> values) throws IOException {
        var text = new StringBuilder();
        new TreeMap<>(values)
                .forEach((key, value) -> text.append(key)
                        .append(": ")
                        .append(value.replaceAll("\\s+", " "))
                        .append('\n'));
        out.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Gives up after this time, however slowly something keeps coming. */
    static SortedMap<String, String> read(InputStream in, Duration limit) throws IOException {
        var deadline = System.nanoTime() + limit.toNanos();
        var bytes = new ByteArrayOutputStream();
        var last = 0;
        while (true) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended too early");
            }
            if (next == '\n' && last == '\n') {
                return parse(bytes.toString(StandardCharsets.UTF_8));
            }
            bytes.write(next);
            last = next;
            if (bytes.size() > BYTES_MAX || System.nanoTime() > deadline) {
                throw new IOException("too much, or too slow");
            }
        }
    }

    private static SortedMap<String, String> parse(String text) {
        var values = new TreeMap<String, String>();
        text.lines().forEach(line -> {
            var colon = line.indexOf(": ");
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 2));
            }
        });
        return Collections.unmodifiableSortedMap(values);
    }
}
