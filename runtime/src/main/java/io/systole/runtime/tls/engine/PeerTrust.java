package io.systole.runtime.tls.engine;

import io.systole.runtime.tls.x509.PeerCheck;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Asks {@link PeerCheck} about whoever is at the other end. */
final class PeerTrust extends X509ExtendedTrustManager {
    private final PeerCheck check;

    PeerTrust(PeerCheck check) {
        this.check = check;
    }

    private void require(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("it has no certificate");
        }
        require(chain[0]);
    }

    void require(X509Certificate certificate) throws RefusedCertificate {
        try {
            check.require(certificate, Instant.now());
        } catch (CertificateException e) {
            throw new RefusedCertificate(certificate, e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        require(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        require(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        require(chain);
    }

    /**
     * None are named to the peer: it would then show nothing at all where it has a certificate of somebody else, and
     * neither side could say whose.
     */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
