package io.systole.runtime.tls.join;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a new host is told to get its certificate: where to ask, how to know that it asks the right one, and the secret
 * that opens the door once. One word that can be pasted.
 *
 * @param fingerprint SHA-256 of the authority's certificate, 64 hexadecimal digits
 * @param secret 40 hexadecimal digits at random
 */
public record JoinToken(String cluster, List<String> addresses, int port, String fingerprint, String secret) {
    static final int SECRET_BYTES = 20;
    private static final String PREFIX = "systole1.";
    private static final int FINGERPRINT_BYTES = 32;

    public JoinToken {
        addresses = List.copyOf(addresses);
        if (fingerprint.length() != 2 * FINGERPRINT_BYTES || secret.length() != 2 * SECRET_BYTES) {
            throw new IllegalArgumentException("a token's fingerprint or secret has a wrong length");
        }
    }

    byte[] secretBytes() {
        return HexFormat.of().parseHex(secret);
    }

    public String text() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex(fingerprint));
        out.writeBytes(secretBytes());
        var rest = cluster + "\n" + port + "\n" + String.join("\n", addresses);
        out.writeBytes(rest.getBytes(StandardCharsets.UTF_8));
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    /** Empty for what is no token, or only a part of one. */
    public static Optional<JoinToken> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            var fixed = FINGERPRINT_BYTES + SECRET_BYTES;
            if (bytes.length <= fixed) {
                return Optional.empty();
            }
            var rest = new String(bytes, fixed, bytes.length - fixed, StandardCharsets.UTF_8).split("\n", -1);
            if (rest.length < 3) {
                return Optional.empty();
            }
            return Optional.of(new JoinToken(
                    rest[0],
                    Arrays.asList(rest).subList(2, rest.length),
                    Integer.parseInt(rest[1]),
                    HexFormat.of().formatHex(bytes, 0, FINGERPRINT_BYTES),
                    HexFormat.of().formatHex(bytes, FINGERPRINT_BYTES, fixed)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
