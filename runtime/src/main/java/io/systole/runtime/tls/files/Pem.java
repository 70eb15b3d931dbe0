package io.systole.runtime.tls.files;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Certificates and private keys as text (RFC 7468), which openssl and all others read. */
public final class Pem {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private Pem() {}

    public static String of(X509Certificate certificate) {
        try {
            return block(CERTIFICATE, certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate without an encoding", e);
        }
    }

    static String of(PrivateKey key) {
        return block(KEY, key.getEncoded());
    }

    private static String block(String label, byte[] bytes) {
        var text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }

    /** All certificates in the text, in their order. */
    public static List<X509Certificate> certificates(String text) throws CertificateException {
        var found = new ArrayList<X509Certificate>();
        for (var block : blocks(text, CERTIFICATE)) {
            found.add(certificate(block));
        }
        return found;
    }

    public static X509Certificate certificate(byte[] encoded) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    /** The one private key in the text, which is of this certificate. */
    static PrivateKey privateKey(String text, X509Certificate certificate) throws GeneralSecurityException {
        var keys = blocks(text, KEY);
        if (keys.size() != 1) {
            throw new GeneralSecurityException("has " + keys.size() + " blocks BEGIN " + KEY
                    + ", must have one (PKCS#8, without a passphrase; `openssl pkey -in" + " FILE` writes that)");
        }
        var key = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(keys.get(0)));
        KeyMatch.require(certificate.getPublicKey(), key);
        return key;
    }

    private static List<byte[]> blocks(String text, String label) throws CertificateException {
        var blocks = new ArrayList<byte[]>();
        var matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).equals(label)) {
                try {
                    blocks.add(Base64.getMimeDecoder().decode(matcher.group(2)));
                } catch (IllegalArgumentException e) {
                    throw new CertificateException("a block BEGIN " + label + " is damaged", e);
                }
            }
        }
        return blocks;
    }
}
