package io.systole.cib.edit;

import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.Constraint;
import io.systole.cib.NodeName;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import java.util.List;
import java.util.Optional;

/** Configurations in which one section is another. */
final class Configurations {
    private Configurations() {}

    static Optional<ConfiguredNode> node(Configuration in, NodeName name) {
        return in.nodes().stream().filter(node -> name.equals(node.uname())).findFirst();
    }

    static Configuration withOptions(Configuration c, List<PropertySet> crmConfig) {
        return new Configuration(
                crmConfig,
                c.nodes(),
                c.resources(),
                c.constraints(),
                c.rscDefaults(),
                c.opDefaults(),
                c.fencingTopology(),
                c.tags(),
                c.alerts(),
                c.acls());
    }

    static Configuration withNodes(Configuration c, List<ConfiguredNode> nodes) {
        return new Configuration(
                c.crmConfig(),
                nodes,
                c.resources(),
                c.constraints(),
                c.rscDefaults(),
                c.opDefaults(),
                c.fencingTopology(),
                c.tags(),
                c.alerts(),
                c.acls());
    }

    static Configuration withResources(Configuration c, List<ResourceConfig> resources) {
        return new Configuration(
                c.crmConfig(),
                c.nodes(),
                resources,
                c.constraints(),
                c.rscDefaults(),
                c.opDefaults(),
                c.fencingTopology(),
                c.tags(),
                c.alerts(),
                c.acls());
    }

    static Configuration withConstraints(Configuration c, List<Constraint> constraints) {
        return new Configuration(
                c.crmConfig(),
                c.nodes(),
                c.resources(),
                constraints,
                c.rscDefaults(),
                c.opDefaults(),
                c.fencingTopology(),
                c.tags(),
                c.alerts(),
                c.acls());
    }
}
