package io.systole.runtime.config;

import io.systole.actors.config.PekkoConfig;
import io.systole.splitbrain.core.LeaseRules;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The lease of the strategy lease-majority, with the keys of Pekko's.
 *
 * @param implementation the path of the lease in the configuration; empty without
 * @param directory for the lease in a file: what all nodes share; empty with another
 */
public record LeaseConfig(String implementation, String directory, Duration minorityDelay, Duration releaseAfter) {
    public LeaseConfig {
        var inFile = implementation.equals(PekkoConfig.FILE_LEASE);
        new Check()
                .that(
                        inFile == !directory.isEmpty(),
                        "directory",
                        directory.isEmpty() ? "\"\"" : directory,
                        inFile
                                ? "must be a directory that all nodes share"
                                : "must be empty: only " + PekkoConfig.FILE_LEASE + " reads it")
                .that(
                        directory.isEmpty() || Path.of(directory).isAbsolute(),
                        "directory",
                        directory,
                        "must be an absolute path")
                .between("acquire-lease-delay-for-minority", minorityDelay, Duration.ZERO, Duration.ofMinutes(1))
                .between("release-after", releaseAfter, Duration.ZERO, Duration.ofMinutes(10))
                .orThrow();
    }

    /** Without a lease. */
    static LeaseConfig none() {
        return new LeaseConfig("", "", Duration.ZERO, Duration.ZERO);
    }

    static LeaseConfig from(Section section) {
        return new LeaseConfig(
                section.text("lease-implementation").strip(),
                section.text("directory").strip(),
                section.duration("acquire-lease-delay-for-minority"),
                section.duration("release-after"));
    }

    /** The same for the core. */
    LeaseRules rules() {
        return new LeaseRules(implementation, directory, minorityDelay, releaseAfter);
    }
}
