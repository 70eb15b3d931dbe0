package io.systole.runtime.config;

import java.nio.file.Path;

/**
 * Where a node keeps what.
 *
 * <p>Invariant: all are absolute and differ.
 *
 * @param state what must survive a restart of the host: the configuration part of the CIB, the term
 * @param run what must not: the management address and token, unpacked agents, lock files of agents
 */
public record Directories(Path state, Path run) {
    /** Where a node runs whose configuration does not say it: as in systole-reference.conf. */
    static final Path USUAL_RUN = Path.of("/run/systole");

    public Directories {
        new Check()
                .that(state.isAbsolute(), "state", state, "must be an absolute path")
                .that(run.isAbsolute(), "run", run, "must be an absolute path")
                .that(!state.equals(run), "run", run, "must differ from directories.state")
                .orThrow();
    }

    static Directories from(Section section) {
        return new Directories(section.path("state"), section.path("run"));
    }
}
