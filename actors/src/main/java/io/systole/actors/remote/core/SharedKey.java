package io.systole.actors.remote.core;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that members and remote hosts share. Proves with keyed hashes (HMAC-SHA-256) that its owner has it, and makes the
 * keys of a connection; the key itself is never given away.
 */
public final class SharedKey {
    /** Nobody has it, so nobody is connected. */
    public static final SharedKey NONE = new SharedKey(new byte[0]);

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] bytes;

    private SharedKey(byte[] bytes) {
        this.bytes = bytes;
    }

    public static SharedKey of(byte[] bytes) {
        return new SharedKey(bytes.clone());
    }

    public boolean isNone() {
        return bytes.length == 0;
    }

    /** The proof of one side over all that was said so far; {@code side} keeps one side's proof from being the other's. */
    public String proof(String side, List<String> said) {
        Mac mac = mac(side, said);
        return Base64.getEncoder().encodeToString(mac.doFinal());
    }

    public boolean isProof(String proof, String side, List<String> said) {
        return MessageDigest.isEqual(
                proof.getBytes(StandardCharsets.UTF_8), proof(side, said).getBytes(StandardCharsets.UTF_8));
    }

    /** The seal of one direction of one connection, from the secret that both sides came to. */
    public Seal seal(String direction, List<String> said, byte[] secret) {
        return new Seal(mac("session " + direction, said).doFinal(secret));
    }

    private Mac mac(String side, List<String> said) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            update(mac, side);
            said.forEach(word -> update(mac, word));
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + ALGORITHM, missing);
        }
    }

    private static void update(Mac mac, String word) {
        byte[] text = word.getBytes(StandardCharsets.UTF_8);
        mac.update(Integer.toString(text.length).getBytes(StandardCharsets.UTF_8));
        mac.update((byte) ':');
        mac.update(text);
    }
}
