package io.systole.multijvm;

import java.nio.file.Path;
import java.util.List;

/** A switch that hosts are plugged into: a bridge in a network namespace of its own. */
final class Network implements AutoCloseable {
    private final Host bridge;

    private Network(Host bridge) {
        this.bridge = bridge;
    }

    static Network create(Path scripts) {
        var bridge = Host.boot("switch", scripts);
        bridge.mustRun("ip", "link", "add", "br0", "type", "bridge");
        bridge.mustRun("ip", "link", "set", "br0", "up");
        return new Network(bridge);
    }

    /** Gives the host an interface eth0 with the address (with its prefix length) and plugs it in. */
    void plugIn(Host host, String address) {
        var port = port(host.name());
        var command = List.of(
                "ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", Long.toString(host.init()));
        // Names of network namespaces are process ids as the root sees them, so only its pid namespace can be the
        // place.
        var added = Command.run(
                Command.joined(List.of("nsenter", "--target", Long.toString(bridge.init()), "--net", "--"), command));
        if (!added.ok()) {
            throw new IllegalStateException(added.text());
        }
        bridge.mustRun("ip", "link", "set", port, "master", "br0", "up");
        host.mustRun("ip", "address", "add", address, "dev", "eth0");
        host.mustRun("ip", "link", "set", "eth0", "up");
    }

    /** Cuts the link of a host: its port at the switch goes down. */
    void cut(String host) {
        bridge.mustRun("ip", "link", "set", port(host), "down");
    }

    /**
     * Takes the host's plug out, and with it its interface and addresses. The host's network namespace would take them
     * along in the end, but lives on for as long as the kernel tries to send what a cut link kept back.
     */
    void unplug(String host) {
        bridge.run("ip", "link", "delete", port(host));
    }

    /** Whether the host is plugged in. */
    boolean hasPort(String host) {
        return bridge.run("ip", "link", "show", port(host)).ok();
    }

    private static String port(String host) {
        return "port-" + host;
    }

    @Override
    public void close() {
        bridge.close();
    }
}
