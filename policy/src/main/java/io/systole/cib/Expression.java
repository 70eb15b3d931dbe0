package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** A condition on a node attribute. */
public record Expression(
        String id,
        String attribute,
        String operation,
        @Nullable String value,
        @Nullable String type,
        @Nullable String valueSource)
        implements Condition {}
