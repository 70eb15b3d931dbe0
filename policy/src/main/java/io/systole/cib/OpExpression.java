package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** A condition on an operation. */
public record OpExpression(String id, String name, @Nullable String interval) implements Condition {}
