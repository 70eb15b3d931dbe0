package io.systole.actors.policy.core;

import io.systole.policy.graph.GraphAction;
import io.systole.policy.graph.TransitionGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A graph's actions in the order in which they are tried: more urgent ones first, then as the graph lists them; with who
 * waits for whom. An action's place in this order is its rank.
 *
 * <p>An input that is no action of the graph is never confirmed, as with the reference.
 */
final class ActionNet {
    private final List<GraphAction> actions;
    private final SortedMap<Integer, Integer> rankOf = new TreeMap<>();
    private final List<List<Integer>> followers = new ArrayList<>();

    ActionNet(TransitionGraph graph) {
        var sorted = new ArrayList<>(graph.actions());
        sorted.sort(Comparator.comparingInt(GraphAction::priority).reversed());
        actions = List.copyOf(sorted);
        for (int rank = 0; rank < actions.size(); rank++) {
            rankOf.put(actions.get(rank).id(), rank);
            followers.add(new ArrayList<>());
        }
        for (int rank = 0; rank < actions.size(); rank++) {
            for (int input : actions.get(rank).inputs()) {
                Integer of = rankOf.get(input);
                if (of != null) {
                    followers.get(of).add(rank);
                }
            }
        }
    }

    int size() {
        return actions.size();
    }

    GraphAction at(int rank) {
        return actions.get(rank);
    }

    /** Whether the action does nothing but order others. */
    boolean isOrderingPoint(int rank) {
        return at(rank).kind() == GraphAction.Kind.PSEUDO_EVENT;
    }

    /** The rank of an action's number, or -1. */
    int rankOf(int id) {
        return rankOf.getOrDefault(id, -1);
    }

    /** Who waits for it, by rank. */
    List<Integer> followers(int rank) {
        return followers.get(rank);
    }

    boolean inputsAmong(int rank, Marks confirmed) {
        for (int input : at(rank).inputs()) {
            int of = rankOf(input);
            if (of < 0 || !confirmed.has(of)) {
                return false;
            }
        }
        return true;
    }
}
