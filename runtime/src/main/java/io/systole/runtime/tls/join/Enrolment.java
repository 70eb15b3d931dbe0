package io.systole.runtime.tls.join;

import io.systole.runtime.config.NodeEntry;
import io.systole.runtime.tls.engine.TlsContext;
import io.systole.runtime.tls.files.BadCredentials;
import io.systole.runtime.tls.files.Credentials;
import io.systole.runtime.tls.files.TlsDirectory;
import io.systole.runtime.tls.join.JoinFailed.Kind;
import io.systole.runtime.tls.x509.Authority;
import io.systole.runtime.tls.x509.CertificateRequest;
import io.systole.runtime.tls.x509.Fingerprint;
import io.systole.runtime.tls.x509.Issuing;
import io.systole.runtime.tls.x509.Keys;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How this host's node comes by its certificate, and helps others to theirs. A private key never leaves its host. */
public final class Enrolment {
    private final ClusterPlan plan;
    private final TlsDirectory directory;

    public Enrolment(ClusterPlan plan) {
        this.plan = plan;
        this.directory = plan.directory();
    }

    /** Makes the cluster's authority on this host, and this node's certificate. */
    public Credentials init() throws JoinFailed {
        if (directory.isSetUp() || directory.hasAuthorityKey()) {
            throw new JoinFailed(
                    Kind.REFUSED,
                    directory.path() + ": certificates are there already; `systole cert show` shows them. To begin"
                            + " anew, move the directory away on all hosts");
        }
        try {
            var now = Instant.now();
            var keys = Keys.generate();
            var certificate = Issuing.authority(plan.cluster(), keys, JoinDesk.serial(), now);
            directory.writeAuthority(certificate, keys);
            return issueOwn(new Authority(certificate, keys.getPrivate()));
        } catch (GeneralSecurityException | IOException | BadCredentials e) {
            throw failed(e);
        }
    }

    private Credentials issueOwn(Authority authority) throws GeneralSecurityException, IOException, BadCredentials {
        var keys = Keys.generate();
        var subject = plan.subject(plan.node()).orElseThrow();
        var certificate = Issuing.node(subject, keys.getPublic(), authority, JoinDesk.serial(), Instant.now());
        return take(keys, certificate, directory.authorities());
    }

    /** Nothing is replaced before it is known to be good. */
    private Credentials take(KeyPair keys, X509Certificate certificate, List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException, BadCredentials {
        var taken = new Credentials(keys.getPrivate(), certificate, authorities);
        directory.requireOwn(taken, plan.cluster());
        if (!certificate.getPublicKey().equals(keys.getPublic())) {
            throw new GeneralSecurityException("the certificate that was handed out is for another key");
        }
        if (!directory.hasNode()) {
            directory.writeAuthorities(authorities);
        }
        directory.writeNode(keys.getPrivate(), certificate);
        return taken;
    }

    /** A token for a new host. {@code at}: where it is to ask; none for this node's addresses. */
    public JoinToken newToken(Duration lasts, Optional<String> node, List<String> at) throws JoinFailed {
        if (!directory.hasAuthorityKey()) {
            throw new JoinFailed(
                    Kind.REFUSED,
                    directory.authorityKeyFile() + ": is not on this host; make tokens where `systole cert init` was"
                            + " run, or run that first");
        }
        if (node.isPresent() && plan.entry(node.get()).isEmpty()) {
            throw new JoinFailed(
                    Kind.REFUSED, "node " + node.get() + " is not in systole.nodes: add it on all hosts first");
        }
        try {
            var authority = directory.authority().orElseThrow().certificate();
            var secret = JoinDesk.secret();
            var tokens = directory.tokens();
            tokens.removeOutdated(Instant.now());
            tokens.add(secret, Instant.now().plus(lasts), node);
            return new JoinToken(
                    plan.cluster(),
                    at.isEmpty() ? plan.self().addresses() : at,
                    plan.joinPort(),
                    HexFormat.of().formatHex(Fingerprint.of(authority)),
                    HexFormat.of().formatHex(secret));
        } catch (IOException | BadCredentials e) {
            throw failed(e);
        }
    }

    /** Makes a key here and has it certified where the token is from. */
    public Credentials join(JoinToken token) throws JoinFailed {
        if (directory.hasNode()) {
            throw new JoinFailed(
                    Kind.REFUSED,
                    directory.path() + ": certificates are there already; `systole cert show` shows them. To join"
                            + " another cluster, move the directory away");
        }
        if (!token.cluster().equals(plan.cluster())) {
            throw new JoinFailed(
                    Kind.REFUSED,
                    "the token is of cluster " + token.cluster() + ", and the configuration here is for cluster "
                            + plan.cluster() + ": correct systole.cluster-name, or take another token");
        }
        try {
            var keys = Keys.generate();
            var client =
                    new JoinClient(TlsContext.anonymous(new PinnedAuthority(token.fingerprint(), token.cluster())));
            var granted = client.ask(
                    token.addresses(),
                    token.port(),
                    Map.of(
                            JoinDesk.SECRET,
                            token.secret(),
                            JoinDesk.NODE,
                            plan.node(),
                            JoinDesk.REQUEST,
                            request(keys)));
            return take(keys, granted.certificate(), List.of(granted.authority()));
        } catch (GeneralSecurityException | IOException | BadCredentials e) {
            throw failed(e);
        }
    }

    /** A new key and certificate in place of the old, by the authority here or, shown the old, by the one elsewhere. */
    public Credentials renew() throws JoinFailed {
        try {
            var authority = directory.authority();
            if (authority.isPresent()) {
                return issueOwn(authority.get());
            }
            var now = directory.credentials();
            directory.requireOwn(now, plan.cluster());
            var keys = Keys.generate();
            var hosts = plan.nodes().stream()
                    .filter(other -> !other.name().equals(plan.node()))
                    .map(NodeEntry::addresses)
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
            var client = new JoinClient(TlsContext.of(now, plan.cluster()));
            var granted = client.ask(hosts, plan.joinPort(), Map.of(JoinDesk.REQUEST, request(keys)));
            return take(keys, granted.certificate(), now.authorities());
        } catch (GeneralSecurityException | IOException | BadCredentials e) {
            throw failed(e);
        }
    }

    private String request(KeyPair keys) throws GeneralSecurityException {
        return Base64.getEncoder().encodeToString(CertificateRequest.of(keys, plan.node()));
    }

    private JoinFailed failed(Exception e) {
        var where = e instanceof BadCredentials bad ? bad.file() : directory.path();
        return new JoinFailed(Kind.FAILED, where + ": " + e.getMessage(), e);
    }
}
