package io.systole.actors.cib.disk;

import io.systole.actors.cib.core.History;
import io.systole.actors.cib.core.StoredConfiguration;
import java.util.List;

/**
 * What the state directory holds: the configuration (that of an unconfigured cluster if there is none), the changes that
 * led to it, and the term.
 *
 * @param reports what is wrong with the files, in words
 * @param damaged something that was stored may be missing
 */
public record Loaded(
        StoredConfiguration configuration, History history, long term, List<String> reports, boolean damaged) {
    public Loaded {
        reports = List.copyOf(reports);
    }
}
