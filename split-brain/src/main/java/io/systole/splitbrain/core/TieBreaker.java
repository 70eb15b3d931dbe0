package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of two halves with the same votes has quorum: the one with the deciding node. votequorum(5) calls it
 * auto_tie_breaker and goes by node ids; here it goes by the order of the names.
 * <ul>
 *   <li>{@code order}: for a list, the nodes in turn; empty else.
 * </ul>
 */
public record TieBreaker(Kind kind, List<NodeName> order) {
    /** Who decides. */
    public enum Kind {
        NONE,
        LOWEST,
        HIGHEST,
        LIST
    }

    public TieBreaker {
        order = List.copyOf(order);
        if ((kind == Kind.LIST) == order.isEmpty()) {
            throw new IllegalArgumentException("tie breaker " + kind + " with the list " + order);
        }
    }

    /** Halves have no quorum. */
    public static TieBreaker none() {
        return new TieBreaker(Kind.NONE, List.of());
    }

    public static TieBreaker lowest() {
        return new TieBreaker(Kind.LOWEST, List.of());
    }

    public static TieBreaker highest() {
        return new TieBreaker(Kind.HIGHEST, List.of());
    }

    public static TieBreaker of(List<NodeName> order) {
        return new TieBreaker(Kind.LIST, order);
    }

    /** The node that decides among those that were in the cluster before the split; null when none does. */
    @Nullable
    NodeName decider(NavigableSet<NodeName> before) {
        if (before.isEmpty()) return null;
        return switch (kind) {
            case NONE -> null;
            case LOWEST -> before.first();
            case HIGHEST -> before.last();
            case LIST -> order.stream().filter(before::contains).findFirst().orElse(null);
        };
    }
}
