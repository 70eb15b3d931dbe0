package io.systole.runtime.tls.engine;

import io.systole.runtime.tls.files.Credentials;
import io.systole.runtime.tls.x509.PeerCheck;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes a TLS context of credentials: TLS 1.3 alone, the node's certificate shown, peers judged as told. */
public final class TlsContext {
    public static final String PROTOCOL = "TLSv1.3";
    /** A resumed session skips the exchange of certificates; what was agreed on is not worth much longer than this. */
    private static final int SESSION_SECONDS = 60;

    private TlsContext() {}

    /** Shows these credentials and believes the nodes of this cluster. */
    public static SSLContext of(Credentials credentials, String cluster) throws GeneralSecurityException {
        return of(
                keyManagers(credentials.key(), chain(credentials).toArray(Certificate[]::new)),
                new PeerTrust(new PeerCheck(credentials.authorities(), cluster)));
    }

    /** Shows this chain, its first certificate's key being given, to clients that show nothing: TLS 1.3 or 1.2. */
    static SSLContext ofServer(PrivateKey key, List<X509Certificate> chain) throws GeneralSecurityException {
        var keys = keyManagers(key, chain.toArray(Certificate[]::new));
        // Nobody is asked for a certificate, so nobody is believed.
        var context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new PeerTrust(new PeerCheck(List.of(), ""))}, null);
        context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
        return context;
    }

    /** Shows nothing. */
    public static SSLContext anonymous(TrustManager trust) throws GeneralSecurityException {
        return of(null, trust);
    }

    private static SSLContext of(KeyManager @Nullable [] keys, TrustManager trust) throws GeneralSecurityException {
        var context = SSLContext.getInstance(PROTOCOL);
        context.init(keys, new TrustManager[] {trust}, null);
        context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
        context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
        return context;
    }

    private static KeyManager[] keyManagers(PrivateKey key, Certificate[] chain) throws GeneralSecurityException {
        try {
            var password = new char[0];
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("node", key, password, chain);
            var factory = KeyManagerFactory.getInstance("SunX509");
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** The authority that issued the certificate follows it, so that a new host can compare its fingerprint. */
    static List<X509Certificate> chain(Credentials credentials) {
        var certificate = credentials.certificate();
        return credentials.authorities().stream()
                .filter(authority -> authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .findFirst()
                .map(issuer -> List.of(certificate, issuer))
                .orElse(List.of(certificate));
    }
}
