package io.systole.actors.node;

import io.systole.cib.NodeName;
import java.util.List;

/** A node of the configured list: its name, its addresses (the first carries the cluster's traffic) and its port. */
public record NodeAddress(NodeName name, List<String> addresses, int port) {
    public NodeAddress {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("node " + name + ": no address");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("node " + name + ": port = " + port + ": must be 0 to 65535");
        }
        addresses = List.copyOf(addresses);
    }

    public String host() {
        return addresses.get(0);
    }
}
