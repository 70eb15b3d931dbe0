package io.systole.runtime.host;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for contents, to be compared between hosts. */
final class Digest {
    private static final int LENGTH = 12;

    private Digest() {}

    /** The first hexadecimal digits of the SHA-256. */
    static String of(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, LENGTH);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
