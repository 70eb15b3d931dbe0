package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** A condition on the agent of the resource. */
public record RscExpression(
        String id,
        @Nullable String resourceClass,
        @Nullable String provider,
        @Nullable String type) implements Condition {}
