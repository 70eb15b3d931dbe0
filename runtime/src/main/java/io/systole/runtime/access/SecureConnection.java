package io.systole.runtime.access;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a node over TLS. Who answers has to show a certificate that an authority of the given file has signed (without
 * a file, one that the JVM knows), or one that is in the file itself; it is valid now; and it is for the address that is
 * asked, or for the node whose run directory told the address.
 *
 * <p>A class of its own, so that commands to a node in the clear load nothing of TLS.
 */
final class SecureConnection {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final AccessFile access;
    private final List<X509Certificate> known;
    private final Judge judge;
    private final SSLContext context;
    private boolean misnamed;

    private SecureConnection(AccessFile access, List<X509Certificate> known, Judge judge, SSLContext context) {
        this.access = access;
        this.known = known;
        this.judge = judge;
        this.context = context;
    }

    /** Throws when the file of {@link AccessFile#trust} cannot be read. */
    static SecureConnection of(AccessFile access) throws IOException {
        Path file = access.trust();
        var known = file == null ? List.<X509Certificate>of() : certificates(file);
        try {
            var judge = new Judge(known);
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {judge}, null);
            return new SecureConnection(access, known, judge, context);
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM has no TLS (" + e.getMessage() + ")", e);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var found = new ArrayList<X509Certificate>();
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                found.add((X509Certificate) certificate);
            }
            if (found.isEmpty()) {
                throw new CertificateException("no block BEGIN CERTIFICATE");
            }
            return found;
        } catch (IOException e) {
            throw new UntrustedNode(
                    file + ": the certificates by which a node is believed cannot be read (" + e
                            + "); give a file with the authority's certificate with --ca or SYSTOLE_CA",
                    e);
        } catch (CertificateException e) {
            throw new UntrustedNode(
                    file + ": holds no certificates in PEM (" + e.getMessage()
                            + "); give the authority's certificate, as ca.crt of systole.tls.directory",
                    e);
        }
    }

    private static KeyStore store(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("known-" + i, certificates.get(i));
        }
        return store;
    }

    private static X509TrustManager trust(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                return trust;
            }
        }
        throw new GeneralSecurityException("no trust manager for certificates");
    }

    /** Connects and agrees on TLS, or tells why not; nothing of the request is sent before. */
    void connect(HttpsURLConnection connection) throws IOException {
        judge.shown = null;
        judge.refusal = null;
        misnamed = false;
        connection.setSSLSocketFactory(context.getSocketFactory());
        connection.setHostnameVerifier((host, session) -> isNode(session));
        try {
            connection.connect();
        } catch (ConnectException | SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            X509Certificate shown = judge.shown;
            if (shown != null && (misnamed || judge.refusal != null)) {
                throw new UntrustedNode(refused(connection.getURL().getHost(), shown, e), e);
            }
            if (e.getCause() instanceof EOFException) {
                var ended = new ConnectException("the connection ended while TLS was agreed on");
                ended.initCause(e);
                throw ended;
            }
            if (e instanceof SSLException) {
                throw new UntrustedNode(
                        "there is no TLS spoken at " + access.url() + " (" + e.getMessage()
                                + "); found something else at a port that is to speak HTTPS: is another program there?",
                        e);
            }
            throw e;
        }
    }

    /** Another address than it is asked at does no harm to a certificate that is for this very node, or that is known itself. */
    private boolean isNode(SSLSession session) {
        try {
            var shown = (X509Certificate) session.getPeerCertificates()[0];
            misnamed = !known.contains(shown)
                    && (known.isEmpty()
                            || access.node().isEmpty()
                            || !names(shown).contains(access.node().toLowerCase(Locale.ROOT)));
            return !misnamed;
        } catch (SSLException e) {
            return false;
        }
    }

    private String refused(String host, X509Certificate shown, IOException e) {
        var found =
                "found the certificate of " + shown.getSubjectX500Principal().getName() + " for "
                        + String.join(", ", names(shown)) + ", signed by "
                        + shown.getIssuerX500Principal().getName() + ", good until "
                        + shown.getNotAfter().toInstant() + ", SHA-256 " + fingerprint(shown);
        CertificateException refusal = judge.refusal;
        if (refusal == null) {
            return "the certificate is for another address: " + found + "; expected one for " + host
                    + "; ask at an address that is in it, or have the name put in: systole.tls.names, then `systole cert"
                    + " renew` there (" + e.getMessage() + ")";
        }
        Path file = access.trust();
        var expected = file == null
                ? "expected one of an authority that this JVM knows; give the cluster's authority (ca.crt of its"
                        + " systole.tls.directory) with --ca FILE, SYSTOLE_CA or ~/.config/systole/ca.crt"
                : "expected one that is valid now and signed by "
                        + String.join(
                                " or ",
                                known.stream()
                                        .map(one ->
                                                one.getSubjectX500Principal().getName())
                                        .toList())
                        + " (" + file
                        + "); if the node is of another authority, give that with --ca FILE or SYSTOLE_CA; if"
                        + " not, somebody else answers there";
        return "the certificate is not believed: " + found + "; " + expected + " (" + refusal.getMessage() + ")";
    }

    /** The names of hosts, in small letters, and the addresses in a certificate. */
    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(name ->
                                    name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
                            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            return "(none)";
        }
    }

    /**
     * The JVM's own judgement, which remembers what was judged. A certificate that is known itself needs none: that is the
     * usual case on a node's own host, and saves a command a tenth of a second.
     */
    private static final class Judge implements X509TrustManager {
        private final List<X509Certificate> known;
        private @Nullable X509Certificate shown;
        private @Nullable CertificateException refusal;

        Judge(List<X509Certificate> known) {
            this.known = known;
        }

        private void judge(X509Certificate[] chain, String authType) throws CertificateException {
            chain[0].checkValidity();
            if (known.contains(chain[0])) {
                return;
            }
            try {
                trust(known.isEmpty() ? null : store(known)).checkServerTrusted(chain, authType);
            } catch (GeneralSecurityException | IOException e) {
                throw e instanceof CertificateException refused ? refused : new CertificateException(e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            shown = chain[0];
            refusal = null;
            try {
                judge(chain, authType);
            } catch (CertificateException e) {
                refusal = e;
                throw e;
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("only nodes are judged here");
        }

        /** None, so that a node shows what it has, whoever signed it. */
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
