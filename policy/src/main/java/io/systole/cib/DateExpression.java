package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** A condition on the present time. */
public record DateExpression(
        String id,
        @Nullable String operation,
        @Nullable String start,
        @Nullable String end,
        @Nullable DateParts duration,
        @Nullable DateParts dateSpec)
        implements Condition {}
