package io.systole.actors.fencer;

import io.systole.cib.Cib;
import io.systole.fencing.config.FencingConfigurationReader;
import io.systole.fencing.core.FencingConfiguration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The newest CIB until somebody wants to know what it says of fencing: the CIB changes with every operation's result,
 * fencings are rare.
 */
final class UnreadCib {
    private final Logger log;
    private @Nullable Cib newest;

    UnreadCib(Logger log) {
        this.log = log;
    }

    void put(Cib cib) {
        newest = cib;
    }

    /** What the newest CIB says, if it was not asked for before; a CIB that cannot be read leaves the last one valid. */
    Optional<FencingConfiguration> read(Instant now) {
        var cib = newest;
        newest = null;
        if (cib == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(FencingConfigurationReader.read(cib, now));
        } catch (RuntimeException broken) {
            log.atError().setCause(broken).log("fence devices cannot be read from the CIB; the last ones stay");
            return Optional.empty();
        }
    }
}
