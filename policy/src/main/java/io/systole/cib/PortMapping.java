package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** A port, or a range of ports, that a bundle makes visible. */
public record PortMapping(
        String id,
        @Nullable String port,
        @Nullable String internalPort,
        @Nullable String range) {}
