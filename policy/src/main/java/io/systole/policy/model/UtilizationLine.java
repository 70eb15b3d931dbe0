package io.systole.policy.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Capacity as it was shown at a moment of the assignment: what a node has, or what a resource takes of it.
 *
 * @param after how many score lines came before
 * @param comment which capacity of the node this is; empty for a resource
 * @param resource null for the capacity of a node
 */
public record UtilizationLine(
        int after, String comment, String node, @Nullable String resource, List<Amount> amounts) {
    public UtilizationLine {
        amounts = List.copyOf(amounts);
    }

    /** So much of one kind of capacity. */
    public record Amount(String name, int value) {}

    static List<Amount> amounts(SlotTable<Integer> table) {
        List<Amount> amounts = new ArrayList<>();
        table.forEach((name, value) -> amounts.add(new Amount(name, value)));
        return amounts;
    }
}
