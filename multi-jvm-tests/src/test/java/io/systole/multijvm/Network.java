package io.systole.multijvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A switch that hosts are plugged into: a bridge in a network namespace of its own. */
final class Network implements AutoCloseable {
    private static final String FILTER = "loss";

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

    /** Gives the switch a port that a virtual machine is plugged into, which has to run on {@link #bridge}. */
    void addTap(String name) {
        bridge.mustRun("ip", "tuntap", "add", name, "mode", "tap");
        bridge.mustRun("ip", "link", "set", name, "master", "br0", "up");
    }

    /** The host that the switch is. */
    Host bridge() {
        return bridge;
    }

    /** Cuts the link of a host: its port at the switch goes down. */
    void cut(String host) {
        bridge.mustRun("ip", "link", "set", port(host), "down");
    }

    /** The same, and answers when it was (nanoseconds since 1970): just before the kernel was told. */
    long cutNow(String host) {
        var cut = bridge.run("sh", "-c", "date +%s%N; exec ip link set \"$1\" down", "sh", port(host));
        if (!cut.ok()) {
            throw new IllegalStateException(cut.text());
        }
        return Long.parseLong(cut.out().strip());
    }

    /** Has the host lose so many of a hundred packets that come from these addresses. Instead of what was dropped before. */
    void drop(Host host, List<String> from, int percent) {
        admitAll(host);
        host.mustRun("nft", "add", "table", "ip", FILTER);
        host.mustRun("nft", "add", "chain", "ip", FILTER, "in", "{ type filter hook input priority 0 ; }");
        for (var address : from) {
            var rule = new ArrayList<>(List.of("nft", "add", "rule", "ip", FILTER, "in", "ip", "saddr", address));
            if (percent < 100) {
                rule.addAll(List.of("numgen", "random", "mod", "100", "<", Integer.toString(percent)));
            }
            rule.add("drop");
            host.mustRun(rule.toArray(String[]::new));
        }
    }

    /** Has the host lose nothing any more. */
    void admitAll(Host host) {
        host.run("nft", "delete", "table", "ip", FILTER);
    }

    /** The link of a host is whole again, unless it has been switched off at this moment. */
    void mend(String host) {
        if (!bridge.run("ip", "link", "set", port(host), "up").ok() && hasPort(host)) {
            throw new IllegalStateException("the link of " + host + " cannot be mended");
        }
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
