package io.systole.policy.input;

import io.systole.cib.Bundle;
import io.systole.cib.BundleContainer;
import io.systole.cib.BundleNetwork;
import io.systole.cib.PortMapping;
import io.systole.cib.StorageMapping;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.Truth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the replicas of a bundle are laid out: how many, their addresses, ports and mounts, and the container's options. */
final class BundleLayout {
    private static final String DEFAULT_PORT = "3121";
    private static final String LOG_DIRECTORY = "/var/log";

    final Bundle config;
    final int replicas;
    final int perHost;
    /** More than one replica a host was asked for; where addresses are missing it is refused, but still shown so. */
    final boolean unique;

    final int promotedMax;
    private final List<Mount> mounts = new ArrayList<>();
    private final List<Port> ports = new ArrayList<>();
    private final List<@Nullable String> addresses = new ArrayList<>();
    private final String hostOptions;

    private record Mount(
            String source, String target, @Nullable String options, boolean perReplica) {}

    private record Port(String source, String target) {}

    BundleLayout(Bundle config) {
        this.config = config;
        BundleContainer container = config.container();
        this.promotedMax = Numbers.atLeast(container.promotedMax(), 0);
        int byDefault = promotedMax > 0 ? promotedMax : 1;
        int asked = container.replicas() == null ? byDefault : Math.max(1, Numbers.atLeast(container.replicas(), 1));
        this.replicas = Math.min(CloneReader.INSTANCES_MAX, asked);
        int wanted = Math.max(1, Numbers.atLeast(container.replicasPerHost(), 1));
        this.unique = wanted > 1;
        boolean needsAddress = config.primitive() != null && ipRangeStart() == null;
        this.perHost = needsAddress ? 1 : wanted;
        addPorts();
        addMounts();
        this.hostOptions = addAddresses();
    }

    /** Whether the network lets the cluster reach what runs inside. */
    boolean manageable() {
        BundleNetwork network = config.network();
        return config.primitive() == null
                || (network != null && (network.ipRangeStart() != null || network.controlPort() != null));
    }

    @Nullable
    String ipRangeStart() {
        return config.network() == null ? null : config.network().ipRangeStart();
    }

    String port() {
        BundleNetwork network = config.network();
        return network == null || network.controlPort() == null ? DEFAULT_PORT : network.controlPort();
    }

    @Nullable
    String address(int replica) {
        return addresses.get(replica);
    }

    private void addPorts() {
        BundleNetwork network = config.network();
        if (network != null) {
            for (PortMapping mapping : network.portMappings()) {
                if (mapping.port() != null) {
                    ports.add(new Port(
                            mapping.port(), mapping.internalPort() == null ? mapping.port() : mapping.internalPort()));
                } else if (mapping.range() != null) {
                    ports.add(new Port(mapping.range(), mapping.range()));
                }
            }
        }
        if (config.primitive() != null) {
            ports.add(new Port(port(), port()));
        }
    }

    private void addMounts() {
        boolean logs = false;
        for (StorageMapping mapping : config.storage()) {
            String source = mapping.sourceDir() != null ? mapping.sourceDir() : mapping.sourceDirRoot();
            if (source != null) {
                mounts.add(new Mount(source, mapping.targetDir(), mapping.options(), mapping.sourceDir() == null));
                logs |= mapping.targetDir().equals(LOG_DIRECTORY);
            }
        }
        if (config.primitive() != null) {
            mounts.add(new Mount("/etc/pacemaker/authkey", "/etc/pacemaker/authkey", null, false));
            if (!logs) {
                mounts.add(new Mount("/var/log/pacemaker/bundles", LOG_DIRECTORY, null, true));
            }
        }
    }

    /** Gives every replica its address; answers the options that tell all containers about all of them. */
    private String addAddresses() {
        StringBuilder options = new StringBuilder();
        BundleNetwork network = config.network();
        boolean addHost = network == null || !Truth.isFalse(network.addHost());
        String address = ipRangeStart();
        for (int i = 0; i < replicas; i++) {
            addresses.add(address);
            if (address != null) {
                String name = config.id().value() + "-" + i;
                options.append(
                        addHost ? " --add-host=" + name + ":" + address : " --hosts-entry=" + address + "=" + name);
                address = next(address);
            }
        }
        return options.toString();
    }

    /** The following IPv4 address; null when there is none. */
    private static @Nullable String next(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        long third = Numbers.integerOr(parts[2], -1);
        long last = Numbers.integerOr(parts[3], -1);
        if (last < 0 || third < 0) {
            return null;
        }
        if (last > 253) {
            if (third > 253) {
                return null;
            }
            third++;
            last = 1;
        } else {
            last++;
        }
        return parts[0] + "." + parts[1] + "." + third + "." + last;
    }

    /** The options that the container of a replica is run with. */
    String runOptions(int replica) {
        BundleContainer container = config.container();
        String name = config.id().value() + "-" + replica;
        StringBuilder text = new StringBuilder();
        if (container.technology().equals("docker")) {
            text.append(" --restart=no");
        }
        if (ipRangeStart() != null) {
            text.append(" -h ").append(name);
        }
        text.append(" -e PCMK_stderr=1");
        if (container.network() != null) {
            text.append(" --net=").append(container.network());
        }
        text.append(" -e PCMK_remote_port=").append(port());
        for (Mount mount : mounts) {
            text.append(" -v ").append(mount.source);
            text.append(mount.perReplica ? "/" + name : "").append(':').append(mount.target);
            text.append(mount.options == null ? "" : ":" + mount.options);
        }
        String address = address(replica);
        for (Port port : ports) {
            if (address != null) {
                text.append(" -p ").append(address).append(':');
                text.append(port.source).append(':').append(port.target);
            } else if (!"host".equals(container.network())) {
                text.append(" -p ").append(port.source).append(':').append(port.target);
            }
        }
        if (container.options() != null) {
            text.append(' ').append(container.options());
        }
        return text.append(' ').append(hostOptions).toString();
    }

    /** The directories of the host that a replica has for itself. */
    String mountPoints(int replica) {
        List<String> points = new ArrayList<>();
        for (Mount mount : mounts) {
            if (mount.perReplica) {
                points.add(mount.source + "/" + config.id().value() + "-" + replica);
            }
        }
        return String.join(",", points);
    }
}
