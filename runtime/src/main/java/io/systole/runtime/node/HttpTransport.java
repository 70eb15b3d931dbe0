package io.systole.runtime.node;

import io.systole.event.EventCode;
import io.systole.runtime.access.TrustFile;
import io.systole.runtime.config.ManagementConfig;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.tls.core.Serving;
import io.systole.runtime.tls.engine.CredentialsSource;
import io.systole.runtime.tls.engine.HttpsSource;
import io.systole.runtime.tls.files.BadCredentials;
import io.systole.runtime.tls.files.Pem;
import io.systole.runtime.tls.files.ServerFiles;
import io.systole.runtime.tls.files.TlsDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this node talks to its clients, as {@link Serving} decides.
 *
 * @param source what is shown to them; null where nothing is encrypted
 * @param nodes the credentials of which that is a part; null for a certificate of the operator's choosing
 * @param loud whether that nothing is encrypted has to be said
 */
record HttpTransport(
        @Nullable HttpsSource source, @Nullable CredentialsSource nodes, boolean loud, ManagementConfig management) {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    /** @param nodes the credentials that the node shows to others; null where traffic between nodes is in the clear */
    static HttpTransport choose(SystoleConfig config, @Nullable CredentialsSource nodes) throws NodeNotStarted {
        var management = config.management();
        var directory = new TlsDirectory(config.tls().directory());
        var serving = Serving.of(new Serving.Facts(
                management.tls(),
                management.address(),
                isOnLoopback(management.address()),
                directory.path().toString(),
                directory.isSetUp(),
                config.tls().insecure()));
        try {
            if (serving instanceof Serving.Refused refused) {
                throw new NodeNotStarted(refused.where(), refused.found(), refused.advice());
            }
            if (serving instanceof Serving.WithAnother) {
                var files = new ServerFiles(
                        Path.of(management.tls().certificate()),
                        Path.of(management.tls().key()));
                return new HttpTransport(HttpsSource.ofFiles(files), null, false, management);
            }
            if (serving instanceof Serving.WithTheNodes) {
                var known = nodes == null ? CredentialsSource.open(directory, config.clusterName()) : nodes;
                return new HttpTransport(HttpsSource.ofNode(known), known, false, management);
            }
            return new HttpTransport(null, null, ((Serving.Plain) serving).loud(), management);
        } catch (BadCredentials e) {
            throw new NodeNotStarted(
                    e.file().toString(),
                    String.valueOf(e.getMessage()),
                    "correct the file that systole.management.tls or systole.tls.directory names"
                            + " (docs/operations/tls.md)",
                    e);
        }
    }

    private static boolean isOnLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The server, with TLS where it is to speak that. */
    ServerBuilder on(ServerBuilder server) {
        HttpsSource shown = source;
        return shown == null ? server : server.enableHttps(ConnectionContext.httpsServer(shown::engine));
    }

    /** Where clients of this host reach it. */
    String url(InetSocketAddress bound) {
        var address = bound.getAddress();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return (source == null ? "http://" : "https://") + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + bound.getPort();
    }

    /**
     * Puts into the run directory by what users of this host believe this node, now and whenever it changes, and says in the
     * log what must not go unnoticed.
     */
    void announce(Path runDirectory) throws IOException {
        HttpsSource shown = source;
        if (shown == null) {
            TrustFile.delete(runDirectory);
        } else {
            TrustFile.write(runDirectory, pem(shown.current()));
            shown.whenTaken(taken -> rewrite(runDirectory, taken));
        }
        if (loud) {
            LOG.atWarn()
                    .addKeyValue("code", EventCode.MANAGEMENT_IN_THE_CLEAR)
                    .addKeyValue("address", management.address())
                    .log("the HTTP interface is not encrypted: tokens can be read along the way");
        }
    }

    private static void rewrite(Path runDirectory, HttpsSource.Current taken) {
        try {
            TrustFile.write(runDirectory, pem(taken));
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("code", EventCode.CERTIFICATE_NOT_TAKEN)
                    .addKeyValue("file", TrustFile.in(runDirectory))
                    .addKeyValue("why", e.getMessage())
                    .log("commands of this host are not told of the new certificate");
        }
    }

    private static String pem(HttpsSource.Current current) {
        return Stream.concat(Stream.of(current.certificate()), current.trust().stream())
                .distinct()
                .map(Pem::of)
                .collect(Collectors.joining());
    }

    /** Looks whether a file was replaced: a client that trusts the new one must not be the first to ask. */
    void look() {
        Optional.ofNullable(source).ifPresent(HttpsSource::current);
    }

    /** What an operator should know about it; the node's own certificate is spoken of by {@link NodeTransport}. */
    List<String> attention(Instant now) {
        if (loud) {
            return List.of(
                    "the HTTP interface at " + management.address() + " is not encrypted: tokens can be read along the"
                            + " way; set up certificates (docs/operations/tls.md)");
        }
        HttpsSource shown = source;
        return shown == null || nodes != null
                ? List.of()
                : CertificateAge.ofInterface(
                        shown.current().certificate(), management.tls().certificate(), now);
    }
}
