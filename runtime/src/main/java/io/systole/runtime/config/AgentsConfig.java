package io.systole.runtime.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Where resource agents are looked for: the first directory that has one wins; those that Systole brings come last.
 *
 * @param operationsMax how many agents one node runs at a time; 0: twice the number of processors
 */
public record AgentsConfig(List<Path> ocfRoots, int operationsMax) {
    public AgentsConfig {
        ocfRoots = List.copyOf(ocfRoots);
        new Check()
                .that(ocfRoots.stream().allMatch(Path::isAbsolute), "ocf-roots", ocfRoots, "must be absolute paths")
                .between("operations-max", operationsMax, 0, 1000)
                .orThrow();
    }

    static AgentsConfig from(Section section) {
        return new AgentsConfig(section.paths("ocf-roots"), section.integer("operations-max"));
    }
}
