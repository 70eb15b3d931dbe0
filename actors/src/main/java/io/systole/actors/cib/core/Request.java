package io.systole.actors.cib.core;

import io.systole.actors.cib.Author;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that was asked for.
 *
 * @param id where the answer goes
 * @param name what the client calls it; a request of the same name is the same request, and done once
 * @param reason why, in the client's words
 * @param at when it arrived at the node that it was made on
 */
public record Request(
        RequestId id,
        String name,
        ConfigurationChange change,
        Author author,
        @Nullable String reason,
        Instant at) {}
