package io.systole.runtime.tls.engine;

import io.systole.runtime.tls.files.BadCredentials;
import io.systole.runtime.tls.files.ServerFiles;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the HTTP interface shows its clients at this moment: the node's own certificate, or one of the operator's choosing. A
 * replaced file counts from the next connection on. What is damaged is not taken: the interface keeps what it has, and says
 * so.
 */
public final class HttpsSource {
    private static final Logger LOG = LoggerFactory.getLogger(HttpsSource.class);
    /** TLS 1.2 for browsers and tools that are older than 2018. */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /**
     * What is in use, since the files had this stamp.
     *
     * @param chain the certificate that is shown, and those of the authorities in between
     * @param trust by what clients of this host believe it
     */
    public record Current(String stamp, List<X509Certificate> chain, List<X509Certificate> trust, SSLContext context) {
        public Current {
            chain = List.copyOf(chain);
            trust = List.copyOf(trust);
        }

        /** The certificate that is shown. */
        public X509Certificate certificate() {
            return chain.get(0);
        }
    }

    private final Reread<Current> files;
    private final boolean tells;
    private final PlainHttp plain = new PlainHttp();
    private volatile Consumer<Current> listener = taken -> {};

    private HttpsSource(Supplier<String> stamps, Reread.Reader<Current> reader, boolean tells) throws BadCredentials {
        this.files = new Reread<>(stamps, reader, this::taken);
        this.tells = tells;
    }

    /** The node's own, as the other nodes see it. */
    public static HttpsSource ofNode(CredentialsSource source) throws BadCredentials {
        return new HttpsSource(
                () -> source.current().stamp(),
                stamp -> {
                    var credentials = source.current().credentials();
                    var chain = TlsContext.chain(credentials);
                    return new Current(
                            stamp,
                            chain,
                            credentials.authorities(),
                            context(source.directory().nodeFile(), credentials.key(), chain));
                },
                false);
    }

    /** Throws when what is there is no good: with that a node must not start. */
    public static HttpsSource ofFiles(ServerFiles files) throws BadCredentials {
        return new HttpsSource(
                files::stamp,
                stamp -> {
                    var read = files.read();
                    var chain = read.certificates();
                    return new Current(stamp, chain, chain, context(files.certificate(), read.key(), chain));
                },
                true);
    }

    private static SSLContext context(Path file, PrivateKey key, List<X509Certificate> chain) throws BadCredentials {
        try {
            return TlsContext.ofServer(key, chain);
        } catch (GeneralSecurityException e) {
            throw new BadCredentials(file, "cannot be used (" + e.getMessage() + ")", e);
        }
    }

    /** The listener is told of what is in use, at once and whenever it changes. */
    public void whenTaken(Consumer<Current> told) {
        listener = told;
        told.accept(current());
    }

    public Current current() {
        return files.current();
    }

    private void taken(Current current) {
        if (tells) {
            var certificate = current.certificate();
            Reread.tell(certificate.getSubjectX500Principal().getName(), certificate);
        }
        listener.accept(current);
    }

    /** For one connection of a client. */
    public SSLEngine engine() {
        var engine = current().context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        engine.setEnabledCipherSuites(Arrays.stream(engine.getSupportedCipherSuites())
                .filter(HttpsSource::isSound)
                .toArray(String[]::new));
        var parameters = engine.getSSLParameters();
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        return plain.watching(new WatchedEngine(
                engine,
                failure -> LOG.atDebug()
                        .addKeyValue("why", failure.getMessage())
                        .log("a client and the HTTP interface did not agree on TLS")));
    }

    /** Those of TLS 1.3, and of 1.2 those with keys that are gone after the connection, and with authenticated encryption. */
    private static boolean isSound(String suite) {
        return suite.startsWith("TLS_AES_")
                || suite.startsWith("TLS_CHACHA20_")
                || (suite.startsWith("TLS_ECDHE_") && (suite.contains("_GCM_") || suite.contains("_CHACHA20_")));
    }
}
