package io.systole.actors.cib.core;

import io.systole.actors.cib.Author;
import io.systole.cib.CibVersion;
import io.systole.cib.NodeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every node remembers of a change that was written: enough to tell who did what, and to know a request that is made
 * again.
 *
 * @param base the configuration that was changed
 * @param key the configuration after it
 * @param request what the client calls its request; unique in the cluster
 * @param origin the node that the request was made on
 * @param reason why, in the client's words; null where it gave none
 * @param at when the request arrived at that node, by its clock: for readers, nothing is ordered by it
 * @param summary what was changed, in a line
 */
public record PastChange(
        ConfigurationKey base,
        ConfigurationKey key,
        String request,
        NodeName origin,
        Author author,
        @Nullable String reason,
        Instant at,
        String summary) {
    /** The version that the change led to. */
    public CibVersion version() {
        return new CibVersion(key.adminEpoch(), key.epoch(), 0);
    }
}
