package io.systole.splitbrain.arbiter.core;

import io.systole.cib.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * Which of sides that are equal to the arbiter gets its vote: the one with the first name, the last name, or that node.
 *
 * @param node where the kind is NODE, and only there
 */
public record ArbiterTieBreaker(Kind kind, @Nullable NodeName node) {
    /** By the daemon's numbers from 1. */
    public enum Kind {
        LOWEST,
        HIGHEST,
        NODE;

        int code() {
            return switch (this) {
                case LOWEST -> 1;
                case HIGHEST -> 2;
                case NODE -> 3;
            };
        }
    }

    public ArbiterTieBreaker {
        if ((kind == Kind.NODE) != (node != null)) {
            throw new IllegalArgumentException("arbiter: tie breaker " + kind + " with node " + node);
        }
    }

    public static ArbiterTieBreaker lowest() {
        return new ArbiterTieBreaker(Kind.LOWEST, null);
    }

    public static ArbiterTieBreaker highest() {
        return new ArbiterTieBreaker(Kind.HIGHEST, null);
    }

    public static ArbiterTieBreaker of(NodeName node) {
        return new ArbiterTieBreaker(Kind.NODE, node);
    }
}
