package io.systole.runtime.change;

import org.jspecify.annotations.Nullable;

/**
 * One thing that an operator may want, as a program writes it. Exactly one of {@code resource}, {@code node}, {@code property}
 * and {@code element} may be there, where {@code node} may also go with {@code resource}.
 *
 * @param resource a resource: with {@code verb} start, stop, move, ban, clear or cleanup, or with {@code meta}
 * @param meta the name of a meta attribute that is set to {@code value}, or taken away without one
 * @param node a node: with {@code verb} standby, online, maintenance, fence (as if it were lost), or where a resource is to
 *     go
 * @param property a cluster option that is set to {@code value}, or taken away without one
 * @param element how elements are changed: create, modify, replace, delete, ... as cibadmin does
 * @param lifetime for how long a move or ban counts, as a duration of ISO 8601
 */
public record Wish(
        @Nullable String resource,
        @Nullable String verb,
        @Nullable String node,
        @Nullable Boolean promoted,
        @Nullable Boolean expired,
        @Nullable String lifetime,
        @Nullable String meta,
        @Nullable String property,
        @Nullable String value,
        @Nullable String element,
        @Nullable String scope,
        @Nullable String xpath,
        @Nullable String xml) {}
