package io.systole.runtime.tls.x509;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names of hosts and the addresses for which a certificate is good. */
public final class AlternativeNames {
    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;

    private AlternativeNames() {}

    /** Whether it is an address in numbers, not a name. */
    static boolean isNumeric(String address) {
        return address.contains(":") || address.matches("[0-9]+(\\.[0-9]+){3}");
    }

    /** In small letters; addresses as Java writes them. */
    public static SortedSet<String> of(X509Certificate certificate) {
        var names = new TreeSet<String>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                all.stream()
                        .filter(name ->
                                name.get(0).equals(DNS_NAME) || name.get(0).equals(ADDRESS))
                        .forEach(name -> names.add(normal(String.valueOf(name.get(1)))));
            }
            return names;
        } catch (CertificateParsingException e) {
            return new TreeSet<>();
        }
    }

    /** Those of the wanted that it is not for, as they were written. */
    public static List<String> lacking(X509Certificate certificate, Collection<String> wanted) {
        var there = of(certificate);
        return wanted.stream().filter(name -> !covers(there, normal(name))).toList();
    }

    /** A name with an asterisk is for all hosts directly below it. */
    private static boolean covers(SortedSet<String> there, String name) {
        int dot = name.indexOf('.');
        return there.contains(name) || (!isNumeric(name) && dot > 0 && there.contains("*" + name.substring(dot)));
    }

    private static String normal(String name) {
        if (!isNumeric(name)) {
            return name.toLowerCase(Locale.ROOT);
        }
        try {
            return InetAddress.getByName(name).getHostAddress();
        } catch (UnknownHostException e) {
            return name;
        }
    }
}
