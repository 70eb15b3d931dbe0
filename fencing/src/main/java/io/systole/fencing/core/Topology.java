package io.systole.fencing.core;

import io.systole.cib.FencingLevel;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.value.PosixPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/**
 * Which devices make up the levels for a target (Pacemaker Explained, "Fencing Topologies"): levels that name the node
 * go before those with a pattern, those before the ones chosen by an attribute; only levels 1 to 9 count.
 */
final class Topology {
    private static final int LEVEL_MAX = 9;

    private Topology() {}

    /** The devices level by level; empty where no level is meant for the target. */
    static List<List<ResourceId>> levels(FencingConfiguration configuration, NodeName target) {
        var attributes = configuration.attributes().getOrDefault(target, new TreeMap<>());
        List<Predicate<FencingLevel>> kinds = List.of(
                level -> target.equals(level.target()),
                level -> level.targetPattern() != null && matches(level.targetPattern(), target),
                level -> level.targetAttribute() != null
                        && level.targetValue() != null
                        && level.targetValue().equals(attributes.get(level.targetAttribute())));
        for (var kind : kinds) {
            var levels = byIndex(configuration.levels().stream().filter(kind).toList());
            if (!levels.isEmpty()) {
                return levels;
            }
        }
        return List.of();
    }

    private static List<List<ResourceId>> byIndex(List<FencingLevel> levels) {
        SortedMap<Integer, List<ResourceId>> byIndex = new TreeMap<>();
        for (var level : levels) {
            var index = index(level.index());
            if (index >= 1 && index <= LEVEL_MAX) {
                var devices = byIndex.computeIfAbsent(index, ignored -> new ArrayList<>());
                level.deviceIds().stream()
                        .filter(device -> !devices.contains(device))
                        .forEach(devices::add);
            }
        }
        return List.copyOf(byIndex.values());
    }

    private static boolean matches(String pattern, NodeName target) {
        try {
            return PosixPattern.compile(pattern).matcher(target.value()).find();
        } catch (PatternSyntaxException unusable) {
            return false;
        }
    }

    private static int index(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
