package io.systole.actors.cib.disk;

import io.systole.actors.cib.core.StoredConfiguration;
import java.util.List;

/** What the state directory holds: the configuration (that of an unconfigured cluster if there is none) and the term. */
public record Loaded(StoredConfiguration configuration, long term, List<String> reports) {
    public Loaded {
        reports = List.copyOf(reports);
    }
}
