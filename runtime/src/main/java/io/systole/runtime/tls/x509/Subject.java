package io.systole.runtime.tls.x509;

import java.util.List;

/**
 * Whom a certificate is for.
 *
 * @param cluster the cluster's name: no certificate is good in another one
 * @param node the node's name
 * @param addresses its addresses, in numbers or as host names: for clients of its HTTP interface
 */
public record Subject(String cluster, String node, List<String> addresses) {
    public Subject {
        addresses = List.copyOf(addresses);
    }
}
