package io.systole.runtime.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes a tar file of the format ustar (POSIX.1-1988, pax, "ustar Interchange Format"): regular files that their owner alone
 * may read.
 */
public final class TarFile implements AutoCloseable {
    private static final int BLOCK = 512;
    private static final int NAME_MAX = 100;
    private static final int PREFIX_MAX = 155;
    private static final int PREFIX_AT = 345;
    private static final int SUM_AT = 148;

    private final OutputStream out;
    private final Instant at;

    /** A file that is not closed with this. All in it was changed at that moment. */
    public TarFile(OutputStream out, Instant at) {
        this.out = out;
        this.at = at;
    }

    /**
     * Adds a file.
     *
     * @throws IOException if its name is too long for the format, or it cannot be written
     */
    public void add(String name, byte[] content) throws IOException {
        var header = new byte[BLOCK];
        name(header, name);
        put(header, 100, "0000600\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, octal(content.length));
        put(header, 136, octal(at.getEpochSecond()));
        Arrays.fill(header, SUM_AT, SUM_AT + 8, (byte) ' ');
        put(header, 156, "0");
        put(header, 257, "ustar\u000000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, SUM_AT, String.format("%06o\0 ", sum));
        out.write(header);
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    /** A long name is cut at one of its slashes. */
    private static void name(byte[] header, String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= NAME_MAX) {
            System.arraycopy(bytes, 0, header, 0, bytes.length);
            return;
        }
        for (int i = bytes.length - 1; i > 0; i--) {
            int rest = bytes.length - i - 1;
            if (bytes[i] == '/' && rest <= NAME_MAX && i <= PREFIX_MAX && rest > 0) {
                System.arraycopy(bytes, 0, header, PREFIX_AT, i);
                System.arraycopy(bytes, i + 1, header, 0, rest);
                return;
            }
        }
        throw new IOException(name + ": the name is too long for a tar file");
    }

    private static String octal(long number) {
        return String.format("%011o\0", number);
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    /** Writes the end. */
    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }
}
