package io.systole.fencing.core;

import io.systole.cib.FencingLevel;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the CIB says about fencing.
 *
 * @param devices in the order of the configuration, disabled ones left out
 * @param attributes the attributes of each node, for levels that are chosen by one
 * @param timeout the cluster option fencing-timeout, for devices without a time of their own
 */
public record FencingConfiguration(
        List<ConfiguredDevice> devices,
        List<FencingLevel> levels,
        SortedMap<NodeName, SortedMap<String, String>> attributes,
        Duration timeout) {
    public FencingConfiguration {
        devices = List.copyOf(devices);
        levels = List.copyOf(levels);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** Before a CIB was heard of. */
    public static FencingConfiguration empty() {
        return new FencingConfiguration(List.of(), List.of(), new TreeMap<>(), Duration.ofSeconds(60));
    }

    /** The device of this id, if it is configured and enabled. */
    public Optional<ConfiguredDevice> device(ResourceId id) {
        return devices.stream().filter(known -> known.device().id().equals(id)).findFirst();
    }
}
