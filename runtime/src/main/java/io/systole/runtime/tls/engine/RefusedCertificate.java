package io.systole.runtime.tls.engine;

import io.systole.runtime.tls.x509.ClusterName;
import io.systole.runtime.tls.x509.Fingerprint;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** A peer's certificate does not make it a node of this cluster: the message says why. */
final class RefusedCertificate extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient X509Certificate certificate;

    RefusedCertificate(X509Certificate certificate, CertificateException reason) {
        super(reason.getMessage(), reason);
        this.certificate = certificate;
    }

    /** The name in it: whom the peer takes itself for. */
    String node() {
        return ClusterName.node(certificate);
    }

    String inWords() {
        return certificate.getSubjectX500Principal().getName() + ", " + Fingerprint.text(certificate);
    }
}
