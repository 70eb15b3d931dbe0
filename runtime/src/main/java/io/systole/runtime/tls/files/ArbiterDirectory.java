package io.systole.runtime.tls.files;

import io.systole.splitbrain.arbiter.ArbiterCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The directory {@code systole.quorum.arbiter.certificates}, with files as corosync-qnetd-certutil and openssl write them:
 * <ul>
 *   <li>{@code qnetd-cacert.crt}: the certificate of the arbiter's authority (PEM, or DER);
 *   <li>{@code cluster.crt}: the cluster's certificate, signed by it (DER as certutil writes it, or PEM);
 *   <li>{@code cluster.key}: its private key (PEM, PKCS#8 without a passphrase).
 * </ul>
 */
public final class ArbiterDirectory implements ArbiterCertificates {
    private final Path directory;

    public ArbiterDirectory(Path directory) {
        this.directory = directory;
    }

    @Override
    public SSLContext context() throws IOException, GeneralSecurityException {
        var own = certificate("cluster.crt");
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("qnetd", certificate("qnetd-cacert.crt"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        var keyFile = directory.resolve("cluster.key");
        try {
            var key = Pem.privateKey(new String(read(keyFile), StandardCharsets.US_ASCII), own);
            keys.setKeyEntry("cluster", key, new char[0], new X509Certificate[] {own});
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(keyFile + " " + e.getMessage(), e);
        }
        var holder = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        holder.init(keys, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(holder.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private X509Certificate certificate(String name) throws IOException, CertificateException {
        var file = directory.resolve(name);
        byte[] bytes = read(file);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        try {
            List<X509Certificate> found =
                    text.contains("-----BEGIN") ? Pem.certificates(text) : List.of(Pem.certificate(bytes));
            if (found.isEmpty()) throw new CertificateException("no block BEGIN CERTIFICATE");
            return found.get(0);
        } catch (CertificateException e) {
            throw new CertificateException(file + " is no certificate (" + e.getMessage() + ")", e);
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is missing", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
