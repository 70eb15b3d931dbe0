package io.systole.fencing.core;

import io.systole.cib.FencingLevel;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the CIB says about fencing.
 *
 * @param devices in the order of the configuration, disabled ones left out
 * @param attributes the attributes of each node, for levels that are chosen by one
 * @param targets the nodes that are fenced by devices: all but guests, which end with the resource that they are in
 * @param timeout the cluster option fencing-timeout, for devices without a time of their own
 * @param priorityDelay the cluster option priority-fencing-delay; zero for none
 */
public record FencingConfiguration(
        List<ConfiguredDevice> devices,
        List<FencingLevel> levels,
        SortedMap<NodeName, SortedMap<String, String>> attributes,
        Duration timeout,
        SortedSet<NodeName> targets,
        Duration priorityDelay) {
    /** The same where every node with attributes is fenced by devices. */
    public FencingConfiguration(
            List<ConfiguredDevice> devices,
            List<FencingLevel> levels,
            SortedMap<NodeName, SortedMap<String, String>> attributes,
            Duration timeout) {
        this(devices, levels, attributes, timeout, new TreeSet<>(attributes.keySet()), Duration.ZERO);
    }

    public FencingConfiguration {
        targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
        devices = List.copyOf(devices);
        levels = List.copyOf(levels);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** Before a CIB was heard of. */
    public static FencingConfiguration empty() {
        return new FencingConfiguration(List.of(), List.of(), new TreeMap<>(), Duration.ofSeconds(60));
    }

    /** The same with other devices. */
    public FencingConfiguration with(List<ConfiguredDevice> changed) {
        return new FencingConfiguration(changed, levels, attributes, timeout, targets, priorityDelay);
    }

    /** The device of this id, if it is configured and enabled. */
    public Optional<ConfiguredDevice> device(ResourceId id) {
        return devices.stream().filter(known -> known.device().id().equals(id)).findFirst();
    }
}
