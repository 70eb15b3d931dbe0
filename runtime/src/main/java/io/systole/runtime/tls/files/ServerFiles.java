package io.systole.runtime.tls.files;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate of the operator's choosing, for the HTTP interface.
 *
 * @param certificate PEM: the certificate, then those of the authorities in between
 * @param key PEM: its private key, PKCS#8 without a passphrase; may be the same file
 */
public record ServerFiles(Path certificate, Path key) {
    /**
     * What is shown to clients.
     *
     * <p>Invariant: at least one certificate; the first is that of the key.
     */
    public record Chain(PrivateKey key, List<X509Certificate> certificates) {
        public Chain {
            certificates = List.copyOf(certificates);
        }
    }

    /** What changes whenever one of the files is replaced. */
    public String stamp() {
        return TlsDirectory.stamp(certificate) + " " + TlsDirectory.stamp(key);
    }

    /** Throws with the file and the reason; a certificate that has ended is read all the same. */
    public Chain read() throws BadCredentials {
        List<X509Certificate> chain;
        try {
            chain = Pem.certificates(TlsDirectory.read(certificate));
        } catch (CertificateException e) {
            throw new BadCredentials(certificate, String.valueOf(e.getMessage()), e);
        }
        if (chain.isEmpty()) {
            throw new BadCredentials(certificate, "has no block BEGIN CERTIFICATE");
        }
        try {
            return new Chain(Pem.privateKey(TlsDirectory.read(key), chain.get(0)), chain);
        } catch (GeneralSecurityException e) {
            throw new BadCredentials(key, String.valueOf(e.getMessage()), e);
        }
    }
}
