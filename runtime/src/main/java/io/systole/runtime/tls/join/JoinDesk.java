package io.systole.runtime.tls.join;

import io.systole.event.EventCode;
import io.systole.runtime.tls.files.BadCredentials;
import io.systole.runtime.tls.x509.CertificateRequest;
import io.systole.runtime.tls.x509.ClusterName;
import io.systole.runtime.tls.x509.Issuing;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Hands out certificates where the authority's key is: to a new host that knows the secret of a token, which is then
 * worth nothing any more, and to a node that shows a certificate of its own that is good, for the same name.
 */
final class JoinDesk {
    static final String REFUSED = "refused";
    static final String CERTIFICATE = "certificate";
    static final String AUTHORITY = "authority";
    static final String REQUEST = "request";
    static final String SECRET = "secret";
    static final String NODE = "node";

    private static final Logger LOG = LoggerFactory.getLogger(JoinDesk.class);
    private static final Duration LOGGED_EVERY = Duration.ofSeconds(1);
    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ClusterPlan plan;
    private Instant lastRefusal = Instant.EPOCH;

    JoinDesk(ClusterPlan plan) {
        this.plan = plan;
    }

    /** A request is not granted; the message is for both sides. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    /** {@code shown}: the certificate with which the asking node has proven who it is. */
    Map<String, String> answer(
            SortedMap<String, String> asked, Optional<X509Certificate> shown, String from, Instant now) {
        try {
            var node = shown.isPresent() ? ClusterName.node(shown.get()) : nodeOfToken(asked, now);
            var certificate = issue(node, asked.getOrDefault(REQUEST, ""), now);
            LOG.atInfo()
                    .addKeyValue("code", EventCode.CERTIFICATE_ISSUED)
                    .addKeyValue("node", node)
                    .addKeyValue("to", from)
                    .addKeyValue("serial", certificate.getSerialNumber().toString(16))
                    .addKeyValue("by", shown.isPresent() ? "its certificate" : "a token")
                    .log("a certificate was handed out");
            var authority = plan.directory().authority().orElseThrow().certificate();
            return Map.of(CERTIFICATE, encoded(certificate), AUTHORITY, encoded(authority));
        } catch (Refused | BadCredentials | GeneralSecurityException | IOException | IllegalArgumentException e) {
            var why = String.valueOf(e.getMessage());
            logged(now)
                    .addKeyValue("code", EventCode.CERTIFICATE_REFUSED)
                    .addKeyValue("from", from)
                    .addKeyValue("why", why)
                    .log("a request for a certificate was refused");
            return Map.of(REFUSED, why);
        }
    }

    /** Whoever guesses fills no disk with it. */
    private synchronized LoggingEventBuilder logged(Instant now) {
        if (lastRefusal.plus(LOGGED_EVERY).isAfter(now)) {
            return LOG.atDebug();
        }
        lastRefusal = now;
        return LOG.atWarn();
    }

    private String nodeOfToken(SortedMap<String, String> asked, Instant now) throws Refused, IOException {
        var tokens = plan.directory().tokens();
        var secret = HexFormat.of().parseHex(asked.getOrDefault(SECRET, ""));
        var token = tokens.find(secret)
                .orElseThrow(() -> new Refused("the token is not known here: it was used, or its time is over, or it is"
                        + " another host's; make a new one with `systole cert join-token`"));
        if (token.until().isBefore(now)) {
            tokens.removeOutdated(now);
            throw new Refused("the token was good until " + token.until() + ": make a new one with"
                    + " `systole cert join-token`");
        }
        var node = asked.getOrDefault(NODE, "");
        if (token.node().isPresent() && !token.node().get().equals(node)) {
            throw new Refused("the token is for node " + token.node().get() + ", and node " + node + " asks");
        }
        requireListed(node);
        if (!tokens.use(token)) {
            throw new Refused("the token was used already");
        }
        return node;
    }

    private void requireListed(String node) throws Refused {
        if (plan.entry(node).isEmpty()) {
            throw new Refused("node " + node + " is not in systole.nodes of node " + plan.node() + ": add it there");
        }
    }

    X509Certificate issue(String node, String request, Instant now)
            throws Refused, BadCredentials, GeneralSecurityException {
        requireListed(node);
        var key = CertificateRequest.publicKey(Base64.getDecoder().decode(request));
        var authority = plan.directory()
                .authority()
                .orElseThrow(() -> new Refused("node " + plan.node() + " has no authority's key"));
        return Issuing.node(plan.subject(node).orElseThrow(), key, authority, serial(), now);
    }

    static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1);
    }

    static byte[] secret() {
        var secret = new byte[JoinToken.SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    private static String encoded(X509Certificate certificate) throws GeneralSecurityException {
        return Base64.getEncoder().encodeToString(certificate.getEncoded());
    }
}
