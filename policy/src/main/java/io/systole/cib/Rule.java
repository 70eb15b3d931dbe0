package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule: conditions joined by and (the default) or or; it may be nested as a condition of another. */
public record Rule(
        @Nullable String id,
        @Nullable String idRef,
        @Nullable String role,
        @Nullable String score,
        @Nullable String scoreAttribute,
        @Nullable String booleanOp,
        List<Condition> conditions)
        implements Condition {
    public Rule {
        conditions = List.copyOf(conditions);
    }
}
