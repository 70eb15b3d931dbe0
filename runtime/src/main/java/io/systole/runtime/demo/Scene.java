package io.systole.runtime.demo;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What runs where, by the agents' lines.
 *
 * @param started resources by node
 * @param promoted the promoted ones among them
 */
record Scene(SortedMap<String, NavigableSet<String>> started, SortedMap<String, NavigableSet<String>> promoted) {
    static Scene of(List<AgentLine> lines) {
        var started = new TreeMap<String, NavigableSet<String>>();
        var promoted = new TreeMap<String, NavigableSet<String>>();
        for (var line : lines) {
            if (line.done()) {
                apply(line, started, promoted);
            }
        }
        return new Scene(started, promoted);
    }

    private static void apply(
            AgentLine line,
            SortedMap<String, NavigableSet<String>> started,
            SortedMap<String, NavigableSet<String>> promoted) {
        var running = started.computeIfAbsent(line.node(), node -> new TreeSet<>());
        var leading = promoted.computeIfAbsent(line.node(), node -> new TreeSet<>());
        switch (line.action()) {
            case "start" -> running.add(line.resource());
            case "stop" -> {
                running.remove(line.resource());
                leading.remove(line.resource());
            }
            case "promote" -> leading.add(line.resource());
            case "demote" -> leading.remove(line.resource());
            default -> {
                // Nothing else moves a resource.
            }
        }
    }

    /** The scene after a node's death: what it ran is gone. */
    Scene without(String node) {
        var fewer = new TreeMap<>(started);
        fewer.remove(node);
        var fewerPromoted = new TreeMap<>(promoted);
        fewerPromoted.remove(node);
        return new Scene(fewer, fewerPromoted);
    }

    NavigableSet<String> on(String node) {
        return started.getOrDefault(node, new TreeSet<>());
    }

    NavigableSet<String> promotedOn(String node) {
        return promoted.getOrDefault(node, new TreeSet<>());
    }

    int instances() {
        return started.values().stream().mapToInt(NavigableSet::size).sum();
    }

    /** A promoted instance counts double: it is the one that is missed. */
    Optional<String> busiestNode() {
        String busiest = null;
        var most = 0;
        for (var node : started.keySet()) {
            var weight = on(node).size() + promotedOn(node).size();
            if (weight > most) {
                most = weight;
                busiest = node;
            }
        }
        return Optional.ofNullable(busiest);
    }

    boolean runsSomewhere(String resource) {
        return started.values().stream().anyMatch(resources -> resources.contains(resource));
    }

    boolean isPromotedSomewhere(String resource) {
        return promoted.values().stream().anyMatch(resources -> resources.contains(resource));
    }
}
