package io.systole.runtime.tls.join;

import io.systole.runtime.config.NodeEntry;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.tls.files.TlsDirectory;
import io.systole.runtime.tls.x509.Subject;
import java.util.List;
import java.util.Optional;

/** What of a node's configuration its certificate depends on. */
public record ClusterPlan(String cluster, String node, List<NodeEntry> nodes, TlsDirectory directory, int joinPort) {
    public ClusterPlan {
        nodes = List.copyOf(nodes);
    }

    public static ClusterPlan of(SystoleConfig config) {
        return new ClusterPlan(
                config.clusterName(),
                config.nodeName(),
                config.nodes(),
                new TlsDirectory(config.tls().directory()),
                config.tls().joinPort());
    }

    Optional<NodeEntry> entry(String name) {
        return nodes.stream().filter(known -> known.name().equals(name)).findFirst();
    }

    /** Empty for a node that is not in the list. */
    Optional<Subject> subject(String name) {
        return entry(name).map(known -> new Subject(cluster, name, known.addresses()));
    }

    NodeEntry self() {
        return entry(node).orElseThrow();
    }
}
