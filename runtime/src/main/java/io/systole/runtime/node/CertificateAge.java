package io.systole.runtime.node;

import io.systole.runtime.tls.files.Credentials;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decides when a certificate is renewed, and when its end is near enough to be spoken of. */
final class CertificateAge {
    static final Duration NODE_WARNING = Duration.ofDays(60);
    /** To replace an authority takes a round through all hosts. */
    static final Duration AUTHORITY_WARNING = Duration.ofDays(365);

    private CertificateAge() {}

    /** Of a certificate that others renew, as often as they like: in the last quarter of its life, 60 days at most. */
    static List<String> ofInterface(X509Certificate certificate, String file, Instant now) {
        var end = certificate.getNotAfter().toInstant();
        var quarter =
                Duration.between(certificate.getNotBefore().toInstant(), end).dividedBy(4);
        var warning = quarter.compareTo(NODE_WARNING) < 0 ? quarter : NODE_WARNING;
        return now.isAfter(end.minus(warning))
                ? List.of("the certificate of the HTTP interface, " + file + ", ends on " + end
                        + ": put a new one in its place (it is taken without a restart)")
                : List.of();
    }

    /** When a third of its life is left. */
    static boolean isDue(X509Certificate certificate, Instant now) {
        var from = certificate.getNotBefore().toInstant();
        var until = certificate.getNotAfter().toInstant();
        return now.isAfter(until.minus(Duration.between(from, until).dividedBy(3)));
    }

    static List<String> warnings(Credentials credentials, Instant now) {
        var lines = new ArrayList<String>();
        var own = credentials.certificate().getNotAfter().toInstant();
        if (now.isAfter(own.minus(NODE_WARNING))) {
            lines.add("the certificate of this node ends on " + own
                    + ": run `systole cert renew` (docs/operations/tls.md)");
        }
        for (var authority : credentials.authorities()) {
            var end = authority.getNotAfter().toInstant();
            if (now.isAfter(end.minus(AUTHORITY_WARNING))) {
                lines.add("the certificate of the cluster's authority ends on " + end
                        + ", and all others with it: make a new one in time (docs/operations/tls.md)");
            }
        }
        return lines;
    }
}
