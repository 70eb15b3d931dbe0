package io.systole.runtime.tls.x509;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Decides whether a peer's certificate makes it a node of the cluster: issued by one of the cluster's authorities and by
 * nobody in between, valid now, for nodes, and for this cluster. Which of the nodes it is does not matter: all nodes of a
 * cluster may do the same.
 */
public record PeerCheck(List<X509Certificate> authorities, String cluster) {
    private static final List<String> USES = List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");

    public PeerCheck {
        authorities = List.copyOf(authorities);
    }

    /** Throws with the reason, in words that begin with "its certificate". */
    public void require(X509Certificate certificate, Instant now) throws CertificateException {
        if (authorities.stream().noneMatch(authority -> isIssuedBy(certificate, authority, now))) {
            throw new CertificateException("its certificate is not signed by this cluster's authority, but by "
                    + certificate.getIssuerX500Principal().getName());
        }
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new CertificateException("its certificate ended on "
                    + certificate.getNotAfter().toInstant() + ": run `systole cert renew` there");
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw new CertificateException(
                    "its certificate begins on " + certificate.getNotBefore().toInstant() + " only: is a clock wrong?");
        }
        if (certificate.getBasicConstraints() != -1 || !isForNodes(certificate)) {
            throw new CertificateException("its certificate is not one of a node");
        }
        var named = ClusterName.of(certificate);
        if (named.isEmpty() || !named.get().equals(cluster)) {
            throw new CertificateException(
                    "its certificate is for cluster " + named.orElse("(none)") + ", and this is cluster " + cluster);
        }
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate authority, Instant now) {
        if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())
                || authority.getBasicConstraints() == -1
                || now.isAfter(authority.getNotAfter().toInstant())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isForNodes(X509Certificate certificate) {
        try {
            var uses = certificate.getExtendedKeyUsage();
            return uses != null && uses.containsAll(USES) && !certificate.hasUnsupportedCriticalExtension();
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
