package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** A name and its value within a property set, or a reference to such a pair elsewhere. */
public record NvPair(
        @Nullable String id,
        @Nullable String idRef,
        @Nullable String name,
        @Nullable String value) {}
