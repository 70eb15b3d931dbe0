package io.systole.actors.policy.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** The compression that the field's tools read: theirs are files whose names end in {@code .bz2}. */
public final class Bzip2 {
    private Bzip2() {}

    public static byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bytes, blocks(content.length))) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** Blocks as large as the content needs, in units of 100 kB: larger ones would cost memory for nothing. */
    private static int blocks(int length) {
        return Math.max(
                BZip2CompressorOutputStream.MIN_BLOCKSIZE,
                Math.min(BZip2CompressorOutputStream.MAX_BLOCKSIZE, length / 100_000 + 1));
    }

    public static InputStream decompressing(InputStream compressed) throws IOException {
        return new BZip2CompressorInputStream(compressed, true);
    }
}
