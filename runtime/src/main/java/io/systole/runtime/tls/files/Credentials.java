package io.systole.runtime.tls.files;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a node shows and whom it believes.
 *
 * @param authorities those whose certificates count: one, or two while one takes over from the other
 */
public record Credentials(PrivateKey key, X509Certificate certificate, List<X509Certificate> authorities) {
    public Credentials {
        authorities = List.copyOf(authorities);
    }
}
