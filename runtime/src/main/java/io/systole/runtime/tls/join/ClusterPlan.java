package io.systole.runtime.tls.join;

import io.systole.runtime.config.NodeEntry;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.tls.files.TlsDirectory;
import io.systole.runtime.tls.x509.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of a node's configuration its certificate depends on.
 *
 * @param names further names and addresses by which clients reach any of the nodes
 * @param ownNames the same of this node alone
 */
public record ClusterPlan(
        String cluster,
        String node,
        List<NodeEntry> nodes,
        TlsDirectory directory,
        int joinPort,
        List<String> names,
        List<String> ownNames) {
    public ClusterPlan {
        nodes = List.copyOf(nodes);
        names = List.copyOf(names);
        ownNames = List.copyOf(ownNames);
    }

    public static ClusterPlan of(SystoleConfig config) {
        return new ClusterPlan(
                config.clusterName(),
                config.nodeName(),
                config.nodes(),
                new TlsDirectory(config.tls().directory()),
                config.tls().joinPort(),
                config.tls().names(),
                config.management().isAnyAddress()
                        ? List.of()
                        : List.of(config.management().address()));
    }

    Optional<NodeEntry> entry(String name) {
        return nodes.stream().filter(known -> known.name().equals(name)).findFirst();
    }

    /** Empty for a node that is not in the list. */
    Optional<Subject> subject(String name) {
        return entry(name)
                .map(known -> Subject.reachable(
                        cluster,
                        name,
                        Stream.of(known.addresses(), names, name.equals(node) ? ownNames : List.<String>of())
                                .flatMap(List::stream)
                                .toList()));
    }

    /** The names that whoever hands out certificates by this configuration puts into this node's. */
    public List<String> expectedNames() {
        var subject = Subject.reachable(
                cluster,
                node,
                Stream.of(self().addresses(), names, directory.hasAuthorityKey() ? ownNames : List.<String>of())
                        .flatMap(List::stream)
                        .toList());
        return Stream.concat(Stream.of(node), subject.addresses().stream()).toList();
    }

    NodeEntry self() {
        return entry(node).orElseThrow();
    }
}
