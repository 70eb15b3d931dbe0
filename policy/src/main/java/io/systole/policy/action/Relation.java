package io.systole.policy.action;

import io.systole.policy.model.PlanResource;
import org.jspecify.annotations.Nullable;

/**
 * "First, then, effects" between actions that may not exist yet: each side is an action, or a resource and what follows its
 * id in the keys of its actions ({@code start_0}).
 */
public record Relation(
        @Nullable PlanResource first,
        @Nullable String firstSuffix,
        @Nullable Action firstAction,
        @Nullable PlanResource then,
        @Nullable String thenSuffix,
        @Nullable Action thenAction,
        int effects) {

    /** One side of a relation. */
    public record Side(
            @Nullable PlanResource resource,
            @Nullable String suffix,
            @Nullable Action action) {

        /** All actions of a resource with a non-recurring task. */
        public static Side of(PlanResource resource, String task) {
            return new Side(resource, task + "_0", null);
        }

        public static Side of(Action action) {
            PlanResource resource = action.resource();
            String suffix = resource == null ? null : action.key().substring(resource.id.length() + 1);
            return new Side(resource, suffix, action);
        }

        /** The task that the side is about; empty for what belongs to no resource. */
        String task() {
            if (action != null) {
                return action.task();
            }
            return suffix == null ? "" : Task.ofSuffix(suffix);
        }
    }

    static Relation between(Side first, Side then, int effects) {
        return new Relation(
                first.resource(),
                first.suffix(),
                first.action(),
                then.resource(),
                then.suffix(),
                then.action(),
                effects);
    }
}
