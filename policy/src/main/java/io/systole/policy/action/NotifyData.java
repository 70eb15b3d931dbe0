package io.systole.policy.action;

import io.systole.policy.model.Candidate;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the instances of a clone are told: who is where in which role now, and who will be started, stopped... where. */
final class NotifyData {

    private static final List<String> TASKS = List.of(Task.START, Task.STOP, Task.PROMOTE, Task.DEMOTE);

    private record Entry(String resource, @Nullable PlanNode node) {}

    private final WorkingState state;
    private final ActionTable actions;
    private final SortedMap<String, List<Entry>> lists = new TreeMap<>();

    NotifyData(ActionTable actions) {
        this.actions = actions;
        this.state = actions.state();
    }

    /** Collects the lists of a clone. */
    void collect(PlanClone clone) {
        for (PlanPrimitive primitive : clone.leaves()) {
            PlanNode node = primitive.activeNodes.isEmpty() ? null : primitive.activeNodes.get(0);
            switch (primitive.currentRole) {
                case STOPPED -> add("inactive", primitive, node);
                case STARTED -> add("active", primitive, node);
                case UNPROMOTED -> {
                    add("unpromoted", primitive, node);
                    add("active", primitive, node);
                }
                case PROMOTED -> {
                    add("promoted", primitive, node);
                    add("active", primitive, node);
                }
                case UNKNOWN -> {}
            }
            for (Action action : actions.of(primitive)) {
                PlanNode there = action.node();
                if (action.optional() || there == null || !TASKS.contains(action.task())) {
                    continue;
                }
                if (action.runnable() || (action.is(Task.STOP) && there.unclean)) {
                    add(action.task(), primitive, there);
                }
            }
        }
    }

    private void add(String list, PlanResource resource, @Nullable PlanNode node) {
        lists.computeIfAbsent(list, unused -> new ArrayList<>()).add(new Entry(resource.id, node));
    }

    boolean concerns(String task) {
        return lists.containsKey(task);
    }

    /** The environment of the notifications of a clone. */
    SortedMap<String, String> variables(PlanClone clone) {
        NavigableMap<String, String> variables = new TreeMap<>();
        TASKS.forEach(task -> pair(variables, task, task));
        pair(variables, "active", "active");
        pair(variables, "unpromoted", "unpromoted");
        pair(variables, "slave", "unpromoted");
        pair(variables, "promoted", "promoted");
        pair(variables, "master", "promoted");
        variables.put(
                "notify_inactive_resource",
                words(entries("inactive").stream().map(Entry::resource).toList()));
        List<String> available = clone.candidates.byName().stream()
                .map((Candidate candidate) -> candidate.node.name)
                .toList();
        variables.put("notify_available_uname", words(available));
        variables.put(
                "notify_all_uname",
                words(state.nodes.stream().map(node -> node.name).toList()));
        if ("host".equals(clone.meta("container-attribute-target"))) {
            variables.put(
                    "notify_all_hosts",
                    words(state.nodes.stream().map(NotifyData::host).toList()));
        }
        return Collections.unmodifiableSortedMap(variables);
    }

    private static String host(PlanNode node) {
        PlanPrimitive connection = node.connection;
        PlanNode host = node.isGuest() && connection != null && connection.launcher != null
                ? connection.launcher.currentNode()
                : null;
        return host == null ? node.name : host.name;
    }

    /** The entries of a list by instance and node; each instance once. */
    private List<Entry> entries(String list) {
        List<Entry> sorted = new ArrayList<>(lists.getOrDefault(list, List.of()));
        sorted.sort(Comparator.comparing(Entry::resource)
                .thenComparing(entry -> entry.node() == null ? "" : entry.node().id));
        List<Entry> once = new ArrayList<>();
        for (Entry entry : sorted) {
            if (once.isEmpty() || !once.get(once.size() - 1).resource().equals(entry.resource())) {
                once.add(entry);
            }
        }
        return once;
    }

    private void pair(NavigableMap<String, String> variables, String name, String list) {
        List<String> resources = new ArrayList<>();
        List<String> nodes = new ArrayList<>();
        for (Entry entry : entries(list)) {
            if (entry.node() != null) {
                resources.add(entry.resource());
                nodes.add(entry.node().name);
            }
        }
        variables.put("notify_" + name + "_resource", words(resources));
        variables.put("notify_" + name + "_uname", words(nodes));
    }

    private static String words(List<String> words) {
        return words.isEmpty() ? " " : words.stream().collect(Collectors.joining(" "));
    }
}
