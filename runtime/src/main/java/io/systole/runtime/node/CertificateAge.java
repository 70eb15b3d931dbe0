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
