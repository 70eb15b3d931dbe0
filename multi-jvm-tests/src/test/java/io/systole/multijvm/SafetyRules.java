package io.systole.multijvm;

import io.systole.multijvm.AgentEvent.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges a log of agents by the rules that must always hold (one owner; dead first; promoted once).
 *
 * <p>A resource may be active on a node from the moment a start begins there, whatever becomes of that start, until a
 * stop has succeeded there or the node's fencing is confirmed. That is the widest reading: it never acquits a start that
 * overlaps with anything that may still run.
 */
final class SafetyRules {
    private final SortedMap<String, SortedSet<String>> activeOn = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> promotedOn = new TreeMap<>();
    private final SortedSet<String> running = new TreeSet<>();
    private final SortedSet<String> lost = new TreeSet<>();
    private final List<String> violations = new ArrayList<>();

    private SafetyRules() {}

    /** What breaks a rule, each as a sentence; empty when all held. Clones (their ids, without instance) may run anywhere. */
    static List<String> violations(List<AgentEvent> events, List<String> clones) {
        var rules = new SafetyRules();
        events.forEach(event -> rules.see(event, clones));
        return List.copyOf(rules.violations);
    }

    /** The state after all events, for asking what is active where. */
    static SafetyRules replay(List<AgentEvent> events) {
        var rules = new SafetyRules();
        events.forEach(event -> rules.see(event, List.of()));
        return rules;
    }

    List<String> activeNow() {
        var all = new ArrayList<String>();
        activeOn.forEach((resource, nodes) -> nodes.forEach(node -> all.add(resource + "@" + node)));
        return List.copyOf(all);
    }

    /** The nodes where the resource may be active. */
    List<String> nodesOf(String resource) {
        return List.copyOf(activeOn.getOrDefault(resource, new TreeSet<>()));
    }

    List<String> promotedNodesOf(String resource) {
        return List.copyOf(promotedOn.getOrDefault(resource, new TreeSet<>()));
    }

    /** Actions that began and have not ended, nor died with their node. */
    List<String> inFlight() {
        return List.copyOf(running);
    }

    private void see(AgentEvent event, List<String> clones) {
        var resource = event.resource();
        track(event);
        if (event.is("start", Phase.BEGIN)) {
            deadFirst(event);
            if (!clones.contains(resource)) {
                oneOwner(event, activeOn, "is started");
            }
            mark(activeOn, resource, event.node());
        } else if (event.is("promote", Phase.BEGIN)) {
            deadFirst(event);
            oneOwner(event, promotedOn, "is promoted");
            mark(promotedOn, resource, event.node());
        } else if (event.succeeded("demote")) {
            clear(promotedOn, resource, event.node());
        } else if (event.succeeded("stop")) {
            clear(activeOn, resource, event.node());
            clear(promotedOn, resource, event.node());
        } else if (event.succeeded("fence")) {
            activeOn.values().forEach(nodes -> nodes.remove(event.node()));
            promotedOn.values().forEach(nodes -> nodes.remove(event.node()));
            lost.remove(event.node());
        } else if (event.is("fault", Phase.BEGIN) && isFatal(event.result())) {
            lost.add(event.node());
        } else if (event.action().equals("conflict")) {
            violations.add("the resource's own lock was held elsewhere: " + event);
        }
    }

    private void track(AgentEvent event) {
        var key = event.resource() + " " + event.action() + "@" + event.node();
        if (event.succeeded("fence")) {
            running.removeIf(each -> each.endsWith("@" + event.node()));
        } else if (!event.action().equals("fault")) {
            if (event.phase() == Phase.BEGIN) {
                running.add(key);
            } else {
                running.remove(key);
            }
        }
    }

    /** Faults that the others can tell from a death only by fencing. */
    private static boolean isFatal(String kind) {
        return kind.equals("killed") || kind.equals("cut");
    }

    private void deadFirst(AgentEvent event) {
        for (var node : lost) {
            if (!node.equals(event.node())) {
                violations.add("dead first: before " + node + " was fenced, " + event);
            }
        }
    }

    private void oneOwner(AgentEvent event, SortedMap<String, SortedSet<String>> owners, String what) {
        for (var owner : owners.getOrDefault(event.resource(), new TreeSet<>())) {
            if (!owner.equals(event.node())) {
                violations.add(
                        "one owner: " + event.resource() + " " + what + " while it may be on " + owner + ": " + event);
            }
        }
    }

    private static void mark(SortedMap<String, SortedSet<String>> owners, String resource, String node) {
        owners.computeIfAbsent(resource, unused -> new TreeSet<>()).add(node);
    }

    private static void clear(SortedMap<String, SortedSet<String>> owners, String resource, String node) {
        owners.getOrDefault(resource, new TreeSet<>()).remove(node);
    }
}
