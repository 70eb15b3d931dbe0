package io.systole.policy.explain;

import io.systole.cib.Constraint;
import io.systole.cib.Order;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.value.Scores;
import io.systole.cib.value.Truth;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.LocationWish;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds constraints that cannot all be kept: wishes against bans, resources that no node is left for, together and apart at
 * once, orders in a circle. It looks at what is written, not at what the plan makes of it.
 */
final class Contradictions {
    private final WorkingState state;
    private final SortedMap<String, List<String>> found = new TreeMap<>();
    /** By resource and node the constraints that ban it there. */
    private final SortedMap<String, SortedMap<String, NavigableSet<String>>> bans = new TreeMap<>();

    private Contradictions(WorkingState state) {
        this.state = state;
    }

    /** What is said of each constraint that takes part in a contradiction, by its id. */
    static SortedMap<String, List<String>> of(WorkingState state) {
        var contradictions = new Contradictions(state);
        contradictions.wishesAgainstBans();
        contradictions.nowhere();
        contradictions.togetherAndApart();
        contradictions.circles();
        return contradictions.found;
    }

    private void tell(String constraint, String what) {
        List<String> told = found.computeIfAbsent(constraint, id -> new ArrayList<>());
        if (!told.contains(what)) {
            told.add(what);
        }
    }

    private void wishesAgainstBans() {
        SortedMap<String, SortedMap<String, NavigableSet<String>>> wishes = new TreeMap<>();
        for (LocationWish wish : state.locations) {
            for (LocationWish.NodeScore node : wish.nodes()) {
                boolean wanted = node.score() >= Scores.INFINITY;
                boolean banned = node.score() <= -Scores.INFINITY;
                if (wish.role() == Role.UNKNOWN && (wanted || banned)) {
                    (wanted ? wishes : bans)
                            .computeIfAbsent(wish.resource().id, id -> new TreeMap<>())
                            .computeIfAbsent(node.node().name, name -> new TreeSet<>())
                            .add(wish.id());
                }
            }
        }
        wishes.forEach((resource, nodes) -> nodes.forEach((node, wanting) -> {
            NavigableSet<String> banning = bansOf(resource).getOrDefault(node, new TreeSet<>());
            for (String wish : wanting) {
                for (String ban : banning) {
                    tell(wish, ban + " bans " + resource + " from " + node + ", and a ban counts more");
                    tell(ban, wish + " wants " + resource + " on " + node + ", in vain");
                }
            }
        }));
    }

    private SortedMap<String, NavigableSet<String>> bansOf(String resource) {
        return bans.getOrDefault(resource, new TreeMap<>());
    }

    private List<String> nodes() {
        return state.nodes.stream()
                .filter(node -> !node.isGuest())
                .map(node -> node.name)
                .toList();
    }

    /** A resource that is banned everywhere, and two that must be together where each node is banned for one of them. */
    private void nowhere() {
        List<String> nodes = nodes();
        for (PlanResource resource : state.resources) {
            SortedMap<String, NavigableSet<String>> banned = bansOf(resource.id);
            if (!nodes.isEmpty() && banned.keySet().containsAll(nodes)) {
                NavigableSet<String> all = new TreeSet<>();
                banned.values().forEach(all::addAll);
                all.forEach(
                        id -> tell(id, "no node is left for " + resource.id + ": banned by " + String.join(", ", all)));
            }
        }
        for (ColocationPair pair : state.colocations) {
            if (isMandatory(pair) && pair.score() > 0 && pair.nodeAttribute().equals(ColocationPair.NODE_NAME)) {
                nowhereTogether(pair, nodes);
            }
        }
    }

    private void nowhereTogether(ColocationPair pair, List<String> nodes) {
        SortedMap<String, NavigableSet<String>> one = bansOf(pair.dependent().top().id);
        SortedMap<String, NavigableSet<String>> other = bansOf(pair.primary().top().id);
        boolean each = !one.keySet().containsAll(nodes) && !other.keySet().containsAll(nodes);
        boolean none = nodes.stream().allMatch(node -> one.containsKey(node) || other.containsKey(node));
        if (!each || !none || nodes.isEmpty()) {
            return;
        }
        NavigableSet<String> all = new TreeSet<>(List.of(pair.id()));
        one.values().forEach(all::addAll);
        other.values().forEach(all::addAll);
        all.forEach(id -> tell(
                id,
                "no node is left where both " + pair.dependent().id + " and " + pair.primary().id + " may run ("
                        + String.join(", ", all) + ")"));
    }

    private static boolean isMandatory(ColocationPair pair) {
        return pair.explicit()
                && pair.mandatory()
                && pair.dependentRole() == Role.UNKNOWN
                && pair.primaryRole() == Role.UNKNOWN;
    }

    private void togetherAndApart() {
        List<ColocationPair> mandatory =
                state.colocations.stream().filter(Contradictions::isMandatory).toList();
        for (ColocationPair together : mandatory) {
            for (ColocationPair apart : mandatory) {
                if (together.score() > 0 && apart.score() < 0 && isSamePair(together, apart)) {
                    String both = together.dependent().id + " and " + together.primary().id;
                    tell(together.id(), apart.id() + " keeps " + both + " apart");
                    tell(apart.id(), together.id() + " wants " + both + " together");
                }
            }
        }
    }

    private static boolean isSamePair(ColocationPair one, ColocationPair other) {
        String a = one.dependent().id;
        String b = one.primary().id;
        return (a.equals(other.dependent().id) && b.equals(other.primary().id))
                || (a.equals(other.primary().id) && b.equals(other.dependent().id));
    }

    /** One step of an order: the action that waits, and the constraint that has it wait. */
    private record Edge(String then, String constraint) {}

    private void circles() {
        SortedMap<String, List<Edge>> edges = new TreeMap<>();
        for (Constraint constraint : state.cib.configuration().constraints()) {
            if (constraint instanceof Order order
                    && !ConstraintWords.isOptional(order)
                    && !"Serialize".equals(order.kind())) {
                add(order, edges);
            }
        }
        edges.forEach((first, following) -> following.forEach(edge -> {
            NavigableSet<String> way = way(edge.then(), first, edges);
            if (!way.isEmpty() || edge.then().equals(first)) {
                way.add(edge.constraint());
                way.forEach(id -> tell(
                        id,
                        "orders run in a circle (" + String.join(", ", way) + "): none of what"
                                + " they name can begin"));
            }
        }));
    }

    private void add(Order order, SortedMap<String, List<Edge>> edges) {
        if (order.sets().isEmpty()) {
            String first = Objects.requireNonNullElse(order.firstAction(), "start");
            String then = Objects.requireNonNullElse(order.thenAction(), first);
            if (order.first() != null && order.then() != null) {
                add(edges, first + " " + order.first(), then + " " + order.then(), order.id());
            }
            return;
        }
        List<String> before = List.of();
        for (ResourceSet unresolved : order.sets()) {
            ResourceSet set = state.references.resolve(unresolved);
            if (set == null) {
                return;
            }
            String action = Objects.requireNonNullElse(set.action(), "start");
            List<String> steps = set.resources().stream()
                    .map(ResourceId::value)
                    .map(id -> action + " " + id)
                    .toList();
            boolean sequential = set.sequential() == null || Truth.isTrue(set.sequential());
            for (int i = 1; sequential && i < steps.size(); i++) {
                add(edges, steps.get(i - 1), steps.get(i), order.id());
            }
            for (String one : before) {
                steps.forEach(step -> add(edges, one, step, order.id()));
            }
            before = steps;
        }
    }

    private static void add(SortedMap<String, List<Edge>> edges, String first, String then, String constraint) {
        edges.computeIfAbsent(first, step -> new ArrayList<>()).add(new Edge(then, constraint));
    }

    /** The constraints of the shortest way from one step to another; empty where there is none. */
    private static NavigableSet<String> way(String from, String to, SortedMap<String, List<Edge>> edges) {
        SortedMap<String, NavigableSet<String>> reached = new TreeMap<>();
        reached.put(from, new TreeSet<>());
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            String step = open.remove();
            for (Edge edge : edges.getOrDefault(step, List.of())) {
                if (!reached.containsKey(edge.then())) {
                    var ids = new TreeSet<>(reached.getOrDefault(step, new TreeSet<>()));
                    ids.add(edge.constraint());
                    reached.put(edge.then(), ids);
                    open.add(edge.then());
                }
            }
        }
        return from.equals(to) ? new TreeSet<>() : new TreeSet<>(reached.getOrDefault(to, new TreeSet<>()));
    }
}
