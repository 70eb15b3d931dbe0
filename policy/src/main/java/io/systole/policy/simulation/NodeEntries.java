package io.systole.policy.simulation;

import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.List;

/** The entries of nodes in the configuration: their ids, and new ones for nodes that a simulation makes up. */
final class NodeEntries {
    private NodeEntries() {}

    /** The id of a node by its name; a remote node's, and that of one without an entry, is its name. */
    static String id(Configuration configuration, String name) {
        for (ConfiguredNode node : configuration.nodes()) {
            NodeName uname = node.uname();
            if (uname != null && uname.value().equalsIgnoreCase(name)) {
                return "remote".equals(node.type()) ? name : node.id();
            }
        }
        return name;
    }

    /** The configuration with an entry for each of the nodes. */
    static Configuration with(Configuration old, Iterable<String> names) {
        List<ConfiguredNode> nodes = new ArrayList<>(old.nodes());
        for (String name : names) {
            if (nodes.stream()
                    .noneMatch(
                            node -> node.uname() != null && node.uname().value().equals(name))) {
                nodes.add(new ConfiguredNode(name, new NodeName(name), null, null, null, List.of(), List.of()));
            }
        }
        return new Configuration(
                old.crmConfig(),
                nodes,
                old.resources(),
                old.constraints(),
                old.rscDefaults(),
                old.opDefaults(),
                old.fencingTopology(),
                old.tags(),
                old.alerts(),
                old.acls());
    }
}
