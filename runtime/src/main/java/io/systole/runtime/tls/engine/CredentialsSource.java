package io.systole.runtime.tls.engine;

import io.systole.runtime.tls.files.BadCredentials;
import io.systole.runtime.tls.files.Credentials;
import io.systole.runtime.tls.files.TlsDirectory;
import io.systole.runtime.tls.x509.ClusterName;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * A running node's credentials as they are on disk at this moment: a replaced file counts from the next connection on,
 * and standing connections go on. What is damaged is not taken: the node keeps what it has, and says so.
 */
public final class CredentialsSource {
    /** What is in use, since the files had this stamp. */
    public record Current(String stamp, Credentials credentials, SSLContext context) {}

    private final TlsDirectory directory;
    private final String cluster;
    private final Reread<Current> files;

    private CredentialsSource(TlsDirectory directory, String cluster) throws BadCredentials {
        this.directory = directory;
        this.cluster = cluster;
        this.files = new Reread<>(directory::stamp, stamp -> read(directory, cluster, stamp), CredentialsSource::tell);
    }

    /** Throws when what is there is no good: with that a node must not start. */
    public static CredentialsSource open(TlsDirectory directory, String cluster) throws BadCredentials {
        return new CredentialsSource(directory, cluster);
    }

    private static void tell(Current taken) {
        var certificate = taken.credentials().certificate();
        Reread.tell(ClusterName.node(certificate), certificate);
    }

    private static Current read(TlsDirectory directory, String cluster, String stamp) throws BadCredentials {
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

    public Current current() {
        return files.current();
    }
}
