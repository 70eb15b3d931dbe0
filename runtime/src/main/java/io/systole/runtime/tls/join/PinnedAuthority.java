package io.systole.runtime.tls.join;

import io.systole.runtime.tls.x509.Fingerprint;
import io.systole.runtime.tls.x509.PeerCheck;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/** Believes a node of the cluster whose authority has this fingerprint: all that a new host knows. */
final class PinnedAuthority implements X509TrustManager {
    private final String fingerprint;
    private final String cluster;

    PinnedAuthority(String fingerprint, String cluster) {
        this.fingerprint = fingerprint;
        this.cluster = cluster;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        for (var certificate : chain) {
            if (HexFormat.of().formatHex(Fingerprint.of(certificate)).equals(fingerprint)) {
                new PeerCheck(List.of(certificate), cluster).require(chain[0], Instant.now());
                return;
            }
        }
        throw new CertificateException("it does not have the authority whose fingerprint is in the token");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only hosts that hand out certificates are judged here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
