package io.systole.splitbrain.arbiter;

import io.systole.splitbrain.arbiter.core.Greeting;
import java.time.Duration;

/**
 * Where the daemon listens and how it is met.
 *
 * @param connectTimeout for all that comes before the daemon knows who asks: connection, TLS
 * @param certificates read anew for each connection; not asked where {@code tls} is OFF
 */
public record ArbiterAddress(
        String host, int port, Duration connectTimeout, Greeting.Tls tls, ArbiterCertificates certificates) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
