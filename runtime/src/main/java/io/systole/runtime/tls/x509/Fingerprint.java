package io.systole.runtime.tls.x509;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** SHA-256, by which certificates are told apart and secrets are kept without being told. */
public final class Fingerprint {
    private Fingerprint() {}

    public static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
    }

    public static byte[] of(X509Certificate certificate) {
        try {
            return of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate without an encoding", e);
        }
    }

    /** As openssl shows it. */
    public static String text(X509Certificate certificate) {
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(of(certificate));
    }
}
