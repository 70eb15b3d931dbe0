package io.systole.runtime.tls.engine;

import io.systole.event.EventCode;
import io.systole.runtime.tls.files.BadCredentials;
import io.systole.runtime.tls.files.Credentials;
import io.systole.runtime.tls.files.TlsDirectory;
import io.systole.runtime.tls.x509.ClusterName;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node's credentials as they are on disk at this moment: a replaced file counts from the next connection on,
 * and standing connections go on. What is damaged is not taken: the node keeps what it has, and says so.
 */
public final class CredentialsSource {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialsSource.class);

    /** What is in use, since the files had this stamp. */
    public record Current(String stamp, Credentials credentials, SSLContext context) {}

    private final TlsDirectory directory;
    private final String cluster;
    private Current current;
    private String refusedStamp = "";

    private CredentialsSource(TlsDirectory directory, String cluster, Current current) {
        this.directory = directory;
        this.cluster = cluster;
        this.current = current;
    }

    /** Throws when what is there is no good: with that a node must not start. */
    public static CredentialsSource open(TlsDirectory directory, String cluster) throws BadCredentials {
        return new CredentialsSource(directory, cluster, read(directory, cluster));
    }

    private static Current read(TlsDirectory directory, String cluster) throws BadCredentials {
        var stamp = directory.stamp();
        var credentials = directory.credentials();
        directory.requireOwn(credentials, cluster);
        try {
            return new Current(stamp, credentials, TlsContext.of(credentials, cluster));
        } catch (GeneralSecurityException e) {
            throw new BadCredentials(directory.nodeFile(), "cannot be used (" + e.getMessage() + ")", e);
        }
    }

    public TlsDirectory directory() {
        return directory;
    }

    public String cluster() {
        return cluster;
    }

    public synchronized Current current() {
        var stamp = directory.stamp();
        if (!stamp.equals(current.stamp()) && !stamp.equals(refusedStamp)) {
            take(stamp);
        }
        return current;
    }

    private void take(String stamp) {
        try {
            current = read(directory, cluster);
            var certificate = current.credentials().certificate();
            LOG.atInfo()
                    .addKeyValue("code", EventCode.CERTIFICATE_TAKEN)
                    .addKeyValue("node", ClusterName.node(certificate))
                    .addKeyValue("serial", certificate.getSerialNumber().toString(16))
                    .addKeyValue("until", certificate.getNotAfter().toInstant())
                    .log("a new certificate is in use");
        } catch (BadCredentials e) {
            refusedStamp = stamp;
            LOG.atWarn()
                    .addKeyValue("code", EventCode.CERTIFICATE_NOT_TAKEN)
                    .addKeyValue("file", e.file())
                    .addKeyValue("why", e.getMessage())
                    .log("a changed certificate is not taken, the one before stays in use");
        }
    }
}
