package io.systole.runtime.tls.x509;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** Who may issue certificates of a cluster: its certificate and its private key. */
public record Authority(X509Certificate certificate, PrivateKey privateKey) {}
