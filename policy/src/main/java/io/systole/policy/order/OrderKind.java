package io.systole.policy.order;

import io.systole.cib.value.Scores;
import io.systole.cib.value.Truth;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Task;
import org.jspecify.annotations.Nullable;

/** How strongly an order constraint holds. */
enum OrderKind {
    MANDATORY,
    OPTIONAL,
    SERIALIZE;

    /** From the kind as written; without one a score of 0 means optional. Unknown words mean mandatory. */
    static OrderKind parse(@Nullable String kind, @Nullable String score) {
        if (kind == null) {
            return score != null && Scores.parseOr(score, 0) == 0 ? OPTIONAL : MANDATORY;
        }
        return switch (kind) {
            case "Optional" -> OPTIONAL;
            case "Serialize" -> SERIALIZE;
            default -> MANDATORY;
        };
    }

    /** Whether the constraint holds in both directions; serialized ones never do. */
    boolean symmetric(@Nullable String symmetrical) {
        return this != SERIALIZE && (symmetrical == null || Truth.isTrue(symmetrical));
    }

    /** The effects of the constraint as written. */
    int effects(boolean symmetric, String firstTask) {
        return switch (this) {
            case OPTIONAL -> Effect.ORDER;
            case SERIALIZE -> Effect.ORDER | Effect.SERIAL;
            case MANDATORY -> {
                if (!symmetric) {
                    yield Effect.ORDER | Effect.ASYM;
                }
                boolean up = firstTask.equals(Task.START)
                        || firstTask.equals(Task.PROMOTE)
                        || firstTask.equals(Task.MIGRATE_FROM);
                yield Effect.ORDER | Effect.PULL_THEN | (up ? Effect.BLOCK_THEN : Effect.NONE);
            }
        };
    }

    /** The effects of the inverse, for going down in the opposite order. */
    int inverseEffects() {
        return this == MANDATORY ? Effect.ORDER | Effect.PULL_FIRST : Effect.ORDER;
    }

    /** The action that undoes another; null for those that cannot be undone. */
    static @Nullable String inverse(String task) {
        return switch (task) {
            case Task.START -> Task.STOP;
            case Task.STOP -> Task.START;
            case Task.PROMOTE -> Task.DEMOTE;
            case Task.DEMOTE -> Task.PROMOTE;
            case Task.PROMOTED -> Task.DEMOTED;
            case Task.DEMOTED -> Task.PROMOTED;
            case Task.RUNNING -> Task.STOPPED;
            case Task.STOPPED -> Task.RUNNING;
            default -> null;
        };
    }
}
