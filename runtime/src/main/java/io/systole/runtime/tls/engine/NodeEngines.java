package io.systole.runtime.tls.engine;

import io.systole.runtime.tls.engine.WatchedEngine.EndedEarly;
import io.systole.runtime.tls.x509.ClusterName;
import io.systole.runtime.tls.x509.PeerCheck;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * What Pekko's transport asks for each connection between nodes: an engine with the credentials of this moment. Both ends
 * show a certificate. Pekko's own providers read keys of RSA alone, look at files every few minutes and say nothing of why
 * a connection was refused, which here is told to {@link Handshakes}.
 */
public final class NodeEngines implements SSLEngineProvider {
    /** The transport does not tell who connects. */
    private static final String SOMEBODY = "a node that connects to this one";

    private final CredentialsSource source;
    private final Handshakes handshakes;

    public NodeEngines(CredentialsSource source, Handshakes handshakes) {
        this.source = source;
        this.handshakes = handshakes;
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        var engine = source.current().context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        return watched(engine, SOMEBODY);
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        var engine = source.current().context().createSSLEngine(hostname, port);
        engine.setUseClientMode(true);
        return watched(engine, "the node at " + hostname + ":" + port);
    }

    /** Also for sessions that are resumed, whose certificates no handshake has looked at. */
    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
        return verify("the node at " + hostname, session);
    }

    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
        return verify(SOMEBODY, session);
    }

    private Option<Throwable> verify(String peer, SSLSession session) {
        var authorities = source.current().credentials().authorities();
        try {
            var certificate = (X509Certificate) session.getPeerCertificates()[0];
            new PeerTrust(new PeerCheck(authorities, source.cluster())).require(certificate);
            return Option.empty();
        } catch (RefusedCertificate e) {
            refused(peer, e);
            return Option.apply(e);
        } catch (SSLPeerUnverifiedException e) {
            handshakes.refused(peer, "", "it shows no certificate");
            return Option.apply(e);
        }
    }

    private void refused(String peer, RefusedCertificate refused) {
        handshakes.refused(peer + " (" + refused.node() + ")", refused.inWords(), String.valueOf(refused.getMessage()));
    }

    private SSLEngine watched(SSLEngine engine, String peer) {
        return new WatchedEngine(engine, failure -> failed(peer, failure));
    }

    private void failed(String peer, SSLException failure) {
        var untrusted = causedBy(failure, RefusedCertificate.class);
        var alert = alert(failure);
        if (untrusted != null) {
            refused(peer, untrusted);
        } else if (alert != null) {
            handshakes.refusedBy(peer, alert);
        } else if (failure instanceof EndedEarly) {
            handshakes.refusedBy(
                    peer, "the connection ended during the handshake; if that goes on: is TLS off there (insecure)?");
        } else if (String.valueOf(failure.getMessage()).contains("Empty client certificate chain")) {
            handshakes.refused(peer, "", "it shows no certificate");
        } else if (isNoTls(failure)) {
            handshakes.refused(peer, "", "it does not speak TLS: is it switched off there (insecure)?");
        } else {
            handshakes.refused(peer, "", String.valueOf(failure.getMessage()));
        }
    }

    private static boolean isNoTls(SSLException failure) {
        var message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("unrecognized ssl message") || message.contains("plaintext connection");
    }

    /** What the peer tells of its reason, in our words where we know what lies behind. */
    private @Nullable String alert(SSLException failure) {
        var message = String.valueOf(failure.getMessage());
        var at = message.indexOf("Received fatal alert: ");
        if (at < 0) {
            return null;
        }
        var alert = message.substring(at + "Received fatal alert: ".length());
        if (!alert.contains("certificate") && !alert.equals("unknown_ca")) {
            return alert;
        }
        var own = source.current().credentials().certificate();
        return "it does not accept this node's certificate (" + alert + "), which is for cluster "
                + ClusterName.of(own).orElse("(none)") + ", signed by "
                + own.getIssuerX500Principal().getName() + ", until "
                + own.getNotAfter().toInstant();
    }

    private static <T extends Throwable> @Nullable T causedBy(Throwable failure, Class<T> type) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
