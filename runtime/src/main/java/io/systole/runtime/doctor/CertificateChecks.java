package io.systole.runtime.doctor;

import io.systole.runtime.doctor.Finding.Area;
import io.systole.runtime.doctor.HostFacts.Certificate;
import java.time.Instant;
import java.util.List;

/** Judges the certificates of one host: whether they are good, for how long, and for which names. */
final class CertificateChecks {
    private static final long DAY_MS = 24L * 60 * 60 * 1000;
    /** As the status has it; a certificate that others renew is spoken of in the last quarter of its life. */
    private static final long WARNING_MS = 60 * DAY_MS;

    private static final String NODE = "node";

    private CertificateChecks() {}

    static List<Finding> of(HostFacts facts) {
        return facts.certificates().stream()
                .map(certificate -> of(facts, certificate))
                .toList();
    }

    private static Finding of(HostFacts facts, Certificate certificate) {
        boolean nodes = certificate.purpose().equals(NODE);
        String subject = facts.node() + ", " + (nodes ? "certificate " : "certificate of the HTTP interface ")
                + certificate.file();
        String advice = nodes
                ? "`systole cert show` tells more; `systole cert renew` on that host"
                : "put a good one in its place (systole.management.tls): it is taken without a restart";
        if (!certificate.fault().isEmpty()) {
            return Finding.bad(Area.CERTIFICATES, subject, certificate.fault(), expected(nodes), advice);
        }
        long left = certificate.untilEpochMs() - facts.time().epochMs();
        String until = "good until " + Instant.ofEpochMilli(certificate.untilEpochMs());
        if (left <= 0) {
            return Finding.bad(Area.CERTIFICATES, subject, "it was " + until, expected(nodes), advice);
        }
        if (certificate.fromEpochMs() > facts.time().epochMs()) {
            return Finding.bad(
                    Area.CERTIFICATES,
                    subject,
                    "good from " + Instant.ofEpochMilli(certificate.fromEpochMs()) + " only",
                    expected(nodes),
                    "is the clock of that host right? " + advice);
        }
        long quarter = (certificate.untilEpochMs() - certificate.fromEpochMs()) / 4;
        long warning = nodes ? WARNING_MS : Math.min(WARNING_MS, quarter);
        if (left < warning) {
            return Finding.warning(
                    Area.CERTIFICATES, subject, until, "at least " + warning / DAY_MS + " days more", advice);
        }
        if (!certificate.lacks().isEmpty()) {
            return Finding.warning(
                    Area.CERTIFICATES,
                    subject,
                    until + ", for " + String.join(", ", certificate.names()),
                    "also for " + String.join(", ", certificate.lacks()) + ", where clients ask",
                    nodes
                            ? "name them in systole.tls.names on the host of `systole cert init` (restart its node), then"
                                    + " `systole cert renew` on that host"
                            : "have one made with these names, or take them out of systole.tls.names");
        }
        return Finding.ok(Area.CERTIFICATES, subject, until);
    }

    private static String expected(boolean nodes) {
        return nodes
                ? "one that is good: the other nodes refuse this node's new connections"
                : "one that is good: browsers and programs refuse it";
    }
}
