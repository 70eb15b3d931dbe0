package io.systole.runtime.cli;

import io.systole.runtime.tls.x509.ClusterName;
import io.systole.runtime.tls.x509.Fingerprint;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/** A certificate for a person to read. */
final class CertificateText {
    private CertificateText() {}

    static String of(Path file, X509Certificate certificate) {
        return """
                %s
                  %s
                  names:        %s
                  issued by:    %s
                  serial:       %s
                  good:         %s until %s
                  fingerprint:  %s""".formatted(
                        file,
                        certificate.getBasicConstraints() == -1
                                ? "node " + ClusterName.node(certificate) + " of cluster "
                                        + ClusterName.of(certificate).orElse("(none)")
                                : "authority: " + ClusterName.node(certificate),
                        names(certificate),
                        certificate.getIssuerX500Principal().getName(),
                        certificate.getSerialNumber().toString(16),
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant(),
                        Fingerprint.text(certificate));
    }

    private static String names(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return certificate.getSubjectX500Principal().getName();
            }
            return names.stream().map(CertificateText::value).collect(Collectors.joining(", "));
        } catch (CertificateParsingException e) {
            return "(damaged)";
        }
    }

    private static String value(List<?> name) {
        return String.valueOf(name.get(1));
    }
}
