package io.systole.runtime.tls.x509;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The names in a certificate: its cluster's as an alternative name (a URI), its node's as common name. */
public final class ClusterName {
    static final int URI = 6;
    private static final String PREFIX = "urn:systole:cluster:";

    private ClusterName() {}

    static String uri(String cluster) {
        return PREFIX + cluster;
    }

    /** Empty for a certificate that is not for a node of a cluster. */
    public static Optional<String> of(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            return names.stream()
                    .filter(name -> name.get(0).equals(URI))
                    .map(List::toArray)
                    .map(name -> String.valueOf(name[1]))
                    .filter(name -> name.startsWith(PREFIX))
                    .map(name -> name.substring(PREFIX.length()))
                    .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }

    /** The common name; the whole name of the subject where it has none. */
    public static String node(X509Certificate certificate) {
        var subject = certificate.getSubjectX500Principal().getName();
        try {
            for (var part : new LdapName(subject).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return String.valueOf(part.getValue());
                }
            }
            return subject;
        } catch (InvalidNameException e) {
            return subject;
        }
    }
}
