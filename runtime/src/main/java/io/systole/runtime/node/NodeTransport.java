package io.systole.runtime.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.systole.event.EventCode;
import io.systole.runtime.config.NodeEntry;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.tls.engine.CredentialsSource;
import io.systole.runtime.tls.engine.Handshakes;
import io.systole.runtime.tls.engine.NodeEngines;
import io.systole.runtime.tls.files.BadCredentials;
import io.systole.runtime.tls.files.TlsDirectory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this node talks to the others: mutual TLS where there are certificates; without them in the clear on loopback, and
 * elsewhere only by express wish.
 *
 * @param source the credentials; null where nothing is encrypted
 * @param loud whether that nothing is encrypted has to be said
 * @param http how it talks to its clients
 */
record NodeTransport(
        @Nullable CredentialsSource source, Handshakes handshakes, boolean loud, int port, HttpTransport http) {
    private static final Logger LOG = LoggerFactory.getLogger(NodeTransport.class);

    static NodeTransport choose(SystoleConfig config) throws NodeNotStarted {
        var port = config.self().port();
        var directory = new TlsDirectory(config.tls().directory());
        if (config.tls().insecure()) {
            return new NodeTransport(null, new Handshakes(), true, port, HttpTransport.choose(config, null));
        }
        if (directory.isSetUp()) {
            var source = open(directory, config);
            return new NodeTransport(source, new Handshakes(), false, port, HttpTransport.choose(config, source));
        }
        if (config.nodes().stream().allMatch(NodeTransport::isOnLoopback)) {
            return new NodeTransport(null, new Handshakes(), false, port, HttpTransport.choose(config, null));
        }
        throw new NodeNotStarted(
                "systole.tls.directory = " + directory.path(),
                "there are no certificates, and the nodes are not all on loopback",
                "run `systole cert init` on one host and `systole cert join` on the others (docs/operations/tls.md), or"
                        + " set systole.tls.insecure = true where whoever reaches the port may steer the cluster");
    }

    private static CredentialsSource open(TlsDirectory directory, SystoleConfig config) throws NodeNotStarted {
        try {
            return CredentialsSource.open(directory, config.clusterName());
        } catch (BadCredentials e) {
            throw new NodeNotStarted(
                    e.file().toString(),
                    String.valueOf(e.getMessage()),
                    "`systole cert show` shows what is there; `systole cert renew` makes this node's certificate anew,"
                            + " `systole cert join TOKEN` after its file was moved away",
                    e);
        }
    }

    /** A node of several addresses listens at all of its host's. */
    private static boolean isOnLoopback(NodeEntry node) {
        try {
            return node.addresses().size() == 1
                    && InetAddress.getByName(node.addresses().get(0)).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** What the actor system is made of. */
    ActorSystemSetup setup(Config config) {
        var credentials = source;
        if (credentials == null) {
            return ActorSystemSetup.create(BootstrapSetup.create(config));
        }
        var tls = ConfigFactory.parseMap(Map.of("pekko.remote.artery.transport", "tls-tcp"), "certificates are there");
        return ActorSystemSetup.create(
                BootstrapSetup.create(tls.withFallback(config)),
                SSLEngineProviderSetup.create(system -> new NodeEngines(credentials, handshakes)));
    }

    Optional<CredentialsSource> credentials() {
        return Optional.ofNullable(source);
    }

    /** The node's certificate, where anybody is shown it. */
    Optional<CredentialsSource> kept() {
        return credentials().or(() -> Optional.ofNullable(http.nodes()));
    }

    /** Says in the log what must not go unnoticed. */
    void announce() {
        if (loud) {
            LOG.atWarn()
                    .addKeyValue("code", EventCode.TLS_OFF)
                    .addKeyValue("port", port)
                    .log("insecure: traffic between nodes is neither encrypted nor authenticated");
        }
    }

    /** What an operator should know about it, the most pressing first. */
    List<String> attention(Instant now) {
        var lines = new ArrayList<String>();
        if (loud) {
            lines.add("insecure: traffic between nodes is neither encrypted nor authenticated (systole.tls.insecure ="
                    + " true); whoever reaches port " + port + " steers the cluster; run `systole cert init`");
        }
        lines.addAll(http.attention(now));
        lines.addAll(handshakes.current());
        kept().map(known -> known.current().credentials())
                .ifPresent(known -> lines.addAll(CertificateAge.warnings(known, now)));
        return lines;
    }
}
