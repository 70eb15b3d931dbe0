package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses and ports of a bundle. */
public record BundleNetwork(
        @Nullable String ipRangeStart,
        @Nullable String hostNetmask,
        @Nullable String hostInterface,
        @Nullable String controlPort,
        @Nullable String addHost,
        List<PortMapping> portMappings) {
    public BundleNetwork {
        portMappings = List.copyOf(portMappings);
    }
}
