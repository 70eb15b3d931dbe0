package io.systole.cib;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One level of the fencing topology of a target. */
public record FencingLevel(
        String id,
        @Nullable NodeName target,
        @Nullable String targetPattern,
        @Nullable String targetAttribute,
        @Nullable String targetValue,
        String index,
        String devices) {

    /** The ids of the devices of this level, in their order. */
    public List<ResourceId> deviceIds() {
        return Stream.of(devices.split(","))
                .map(String::trim)
                .filter(device -> !device.isEmpty())
                .map(ResourceId::new)
                .toList();
    }
}
