package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which nodes no device could fence, as far as the configuration shows. A device that has to be asked (by its list, or
 * the node's status) counts as able: what it will answer is not known.
 */
public final class FencingCover {
    private final FencingConfiguration configuration;
    private final Collection<NodeName> nodes;

    private FencingCover(FencingConfiguration configuration, Collection<NodeName> nodes) {
        this.configuration = configuration;
        this.nodes = nodes;
    }

    /** The nodes that cannot be fenced, and why. */
    public static SortedMap<NodeName, String> gaps(FencingConfiguration configuration, Collection<NodeName> nodes) {
        var cover = new FencingCover(configuration, nodes);
        var gaps = new TreeMap<NodeName, String>();
        for (var node : nodes) {
            var why = cover.gap(node);
            if (!why.isEmpty()) {
                gaps.put(node, why);
            }
        }
        return gaps;
    }

    /** Empty where the node can be fenced. */
    private String gap(NodeName node) {
        var levels = Topology.levels(configuration, node);
        if (levels.isEmpty()) {
            var able = configuration.devices().stream()
                    .filter(device -> isMeant(device, node))
                    .toList();
            if (able.isEmpty()) {
                return "no enabled device's pcmk_host_list or pcmk_host_map names it";
            }
            return able.stream().anyMatch(device -> isUsable(device, node))
                    ? ""
                    : "constraints keep " + ids(able) + " from every node that could use it";
        }
        var why = new ArrayList<String>();
        for (var level : levels) {
            var missing = level.stream().filter(device -> !serves(device, node)).toList();
            if (missing.isEmpty()) {
                return "";
            }
            why.add(missing.toString());
        }
        return "in every level of its fencing topology a device is missing, disabled, or not meant for it: "
                + String.join(", ", why);
    }

    private static List<ResourceId> ids(List<ConfiguredDevice> devices) {
        return devices.stream().map(device -> device.device().id()).toList();
    }

    private boolean serves(ResourceId id, NodeName node) {
        return configuration
                .device(id)
                .filter(device -> isMeant(device, node) && isUsable(device, node))
                .isPresent();
    }

    private static boolean isMeant(ConfiguredDevice device, NodeName node) {
        return device.device().settings().isMeantFor(node).orElse(true);
    }

    /** Some node may use the device; the target itself only where there is no other. */
    private boolean isUsable(ConfiguredDevice device, NodeName target) {
        return nodes.stream()
                .anyMatch(node -> !device.barred().contains(node) && (nodes.size() == 1 || !node.equals(target)));
    }
}
