package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** The right to read or write, or its denial, of what an xpath, a reference or an element name selects. */
public record AclPermission(
        String id,
        String kind,
        @Nullable String xpath,
        @Nullable String reference,
        @Nullable String objectType,
        @Nullable String attribute,
        @Nullable String description) {}
