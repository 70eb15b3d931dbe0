package io.systole.policy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes a candidate table has, and in which order it is walked. Tables to which the same nodes were put in the same
 * order have one layout in common, so that a table itself is a mere array, and what a hash table would do for each of
 * thousands of tables is done once.
 *
 * <p>A layout never changes; what is put or copied leads to another one, which is remembered.
 */
final class TableLayout {
    private static final int ABSENT = -1;
    private static final int[] NOTHING = {};

    private final SlotTable<PlanNode> slots;
    /** The position of each node in the arrays of the tables, by the node's index. */
    private final int[] positions;
    /** The positions in walk order. */
    private final int[] walk;

    private final Map<PlanNode, TableLayout> with = new HashMap<>();
    private @Nullable TableLayout copied;
    /** The nodes by name, as they were ranked when that was asked for last, and their positions. */
    private final List<PlanNode> named = new ArrayList<>();

    private int[] byName = NOTHING;

    private TableLayout(SlotTable<PlanNode> slots, int[] positions) {
        this.slots = slots;
        this.positions = positions;
        this.walk =
                slots.values().stream().mapToInt(node -> positions[node.index]).toArray();
    }

    /** The layout of a table without nodes, from which all others of one planning run come. */
    static TableLayout empty() {
        return new TableLayout(new SlotTable<>(), NOTHING);
    }

    int count() {
        return walk.length;
    }

    /** The position of a node, negative where it is not there. */
    int position(PlanNode node) {
        return node.index < positions.length ? positions[node.index] : ABSENT;
    }

    /** The position of the node that a walk comes to at that step. */
    int walked(int step) {
        return walk[step];
    }

    /** The positions in the natural order of the nodes' names; not to be changed. */
    int[] byName() {
        if (named.size() != count() || !inOrder()) {
            named.clear();
            named.addAll(slots.values());
            named.sort(Comparator.comparingInt(node -> node.rank));
            byName = named.stream().mapToInt(this::position).toArray();
        }
        return byName;
    }

    /** Whether the nodes' ranks are still as they were: a node that comes to be known moves others. */
    private boolean inOrder() {
        for (int i = 1; i < named.size(); i++) {
            if (named.get(i - 1).rank > named.get(i).rank) {
                return false;
            }
        }
        return true;
    }

    /** The layout once a node was put that is not there yet; its position is the next one. */
    TableLayout with(PlanNode node) {
        return with.computeIfAbsent(node, this::extended);
    }

    private TableLayout extended(PlanNode node) {
        SlotTable<PlanNode> more = slots.copy();
        more.put(node.id, node);
        int[] places = Arrays.copyOf(positions, Math.max(positions.length, node.index + 1));
        Arrays.fill(places, positions.length, places.length, ABSENT);
        places[node.index] = count();
        return new TableLayout(more, places);
    }

    /** The layout once a node was removed that is there; those after it move up. */
    TableLayout without(PlanNode node) {
        SlotTable<PlanNode> fewer = slots.copy();
        fewer.remove(node.id);
        int gone = position(node);
        int[] places = positions.clone();
        for (int i = 0; i < places.length; i++) {
            places[i] = places[i] == gone ? ABSENT : places[i] > gone ? places[i] - 1 : places[i];
        }
        return new TableLayout(fewer, places);
    }

    /** The layout of a copy, which is made by putting in walk order: a position in it is a step of the walk of this. */
    TableLayout copied() {
        TableLayout copy = copied;
        if (copy == null) {
            List<PlanNode> nodes = slots.values();
            copy = nodes.isEmpty() ? this : nodes.get(0).emptyTable;
            for (PlanNode node : nodes) {
                copy = copy.with(node);
            }
            copied = copy;
        }
        return copy;
    }
}
