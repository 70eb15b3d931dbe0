package io.systole.runtime.tls.x509;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;

/** Keys: on the curve P-256, made in milliseconds, where an RSA key of the same strength takes seconds on a small host. */
public final class Keys {
    static final String ALGORITHM = "EC";
    static final String SIGNATURE = "SHA256withECDSA";
    private static final int BITS_MIN = 256;

    private Keys() {}

    public static KeyPair generate() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    static void requireStrength(PublicKey key) throws GeneralSecurityException {
        if (!(key instanceof ECPublicKey curve) || curve.getParams().getOrder().bitLength() < BITS_MIN) {
            throw new GeneralSecurityException("the key is too weak: it must be on a curve of " + BITS_MIN + " bits");
        }
    }
}
