package io.systole.actors.remote.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Closes frames so that nobody on the way can read, change, repeat or leave out one: AES-256-GCM with a key of one direction
 * of one connection, and the frame's number as its nonce, which therefore is never used twice.
 */
public final class Seal {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;

    private final SecretKeySpec key;

    /** A seal with a key of 32 bytes. */
    public Seal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    public byte[] close(long number, byte[] frame) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, number).doFinal(frame);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + ALGORITHM, missing);
        }
    }

    public byte[] open(long number, byte[] sealed) throws IOException {
        try {
            return cipher(Cipher.DECRYPT_MODE, number).doFinal(sealed);
        } catch (AEADBadTagException wrong) {
            throw new IOException("a frame without a valid seal", wrong);
        } catch (GeneralSecurityException broken) {
            throw new IOException("a frame that is none: " + broken.getMessage(), broken);
        }
    }

    private Cipher cipher(int mode, long number) throws GeneralSecurityException {
        byte[] nonce =
                ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(number).array();
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
