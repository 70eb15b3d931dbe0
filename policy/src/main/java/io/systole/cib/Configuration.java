package io.systole.cib;

import java.util.List;

/** Everything that an administrator configures, in document order within each section. */
public record Configuration(
        List<PropertySet> crmConfig,
        List<ConfiguredNode> nodes,
        List<ResourceConfig> resources,
        List<Constraint> constraints,
        List<PropertySet> rscDefaults,
        List<PropertySet> opDefaults,
        List<FencingLevel> fencingTopology,
        List<Tag> tags,
        List<Alert> alerts,
        Acls acls) {
    public Configuration {
        crmConfig = List.copyOf(crmConfig);
        nodes = List.copyOf(nodes);
        resources = List.copyOf(resources);
        constraints = List.copyOf(constraints);
        rscDefaults = List.copyOf(rscDefaults);
        opDefaults = List.copyOf(opDefaults);
        fencingTopology = List.copyOf(fencingTopology);
        tags = List.copyOf(tags);
        alerts = List.copyOf(alerts);
    }

    /** A configuration in which nothing is configured. */
    public static Configuration empty() {
        return new Configuration(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Acls.none());
    }
}
