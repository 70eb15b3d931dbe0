package io.systole.runtime.tls.files;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Tries whether two keys are a pair. */
final class KeyMatch {
    private static final byte[] ANYTHING = "systole".getBytes(StandardCharsets.US_ASCII);

    private KeyMatch() {}

    static void require(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
        var algorithm = secret.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        var signature = Signature.getInstance(algorithm);
        signature.initSign(secret);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(ANYTHING);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the private key is not that of the certificate");
        }
    }
}
