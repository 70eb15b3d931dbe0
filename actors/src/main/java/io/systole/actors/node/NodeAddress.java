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

    /** The address by which the node is known to all; the others are further ways to it. */
    public String host() {
        return addresses.get(0);
    }

    /** What the node listens at: its address; all of the host's addresses where it has several. */
    public String bindHost() {
        if (addresses.size() == 1) return host();
        return addresses.stream().anyMatch(address -> address.contains(":")) ? "::" : "0.0.0.0";
    }
}
