package io.systole.runtime.tls.x509;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whom a certificate is for.
 *
 * @param cluster the cluster's name: no certificate is good in another one
 * @param node the node's name
 * @param addresses its addresses, in numbers or as host names: for clients of its HTTP interface
 */
public record Subject(String cluster, String node, List<String> addresses) {
    /** How everybody reaches the node on its own host. */
    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

    /** A node that is also reached on its own host, and by these names and addresses. */
    public static Subject reachable(String cluster, String node, List<String> addresses) {
        return new Subject(
                cluster,
                node,
                Stream.concat(addresses.stream(), LOCAL.stream()).distinct().toList());
    }

    public Subject {
        addresses = List.copyOf(addresses);
    }
}
