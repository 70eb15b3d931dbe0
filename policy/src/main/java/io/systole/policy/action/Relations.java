package io.systole.policy.action;

import io.systole.policy.action.Relation.Side;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The relations of a plan in the order in which they were made; they are attached to actions when all actions exist.
 *
 * <p>An order between resources of which one can migrate live is followed at once by the order for the operations of the
 * migration, which stand for its start and stop.
 */
public final class Relations {

    private final List<Relation> all = new ArrayList<>();

    /** All relations, oldest first. */
    public List<Relation> all() {
        return Collections.unmodifiableList(all);
    }

    /** First's task before then's task, both non-recurring. */
    public void add(PlanResource first, String firstTask, PlanResource then, String thenTask, int effects) {
        add(Side.of(first, firstTask), Side.of(then, thenTask), effects);
    }

    public void add(Action first, Action then, int effects) {
        add(Side.of(first), Side.of(then), effects);
    }

    public void add(Action first, PlanResource then, String thenTask, int effects) {
        add(Side.of(first), Side.of(then, thenTask), effects);
    }

    public void add(PlanResource first, String firstTask, Action then, int effects) {
        add(Side.of(first, firstTask), Side.of(then), effects);
    }

    public void add(Side first, Side then, int effects) {
        all.add(Relation.between(first, then, effects));
        PlanResource firstResource = first.resource();
        PlanResource thenResource = then.resource();
        if (firstResource != null
                && thenResource != null
                && firstResource != thenResource
                && (migrates(firstResource) || migrates(thenResource))
                && !ancestor(firstResource, thenResource)
                && !ancestor(thenResource, firstResource)) {
            forMigration(firstResource, first.task(), thenResource, then.task());
        }
    }

    private void forMigration(PlanResource first, String firstTask, PlanResource then, String thenTask) {
        boolean firstMigrates = migrates(first);
        boolean thenMigrates = migrates(then);
        int unlessMigrating = firstMigrates ? Effect.ORDER | Effect.UNLESS_MIGRATING : Effect.ORDER;
        boolean partial = then instanceof PlanPrimitive primitive && primitive.partialMigrationSource != null;
        switch (firstTask + "," + thenTask) {
            case "start,start" -> {
                if (firstMigrates && thenMigrates) {
                    plain(first, Task.MIGRATE_FROM, then, Task.MIGRATE_TO, Effect.ORDER);
                }
                if (thenMigrates) {
                    plain(first, Task.START, then, Task.MIGRATE_TO, unlessMigrating);
                }
            }
            case "stop,stop" -> {
                if (thenMigrates) {
                    plain(first, Task.STOP, then, Task.MIGRATE_TO, unlessMigrating);
                    if (partial) {
                        plain(first, Task.STOP, then, Task.MIGRATE_FROM, unlessMigrating);
                    }
                }
            }
            case "promote,start" -> {
                if (thenMigrates) {
                    plain(first, Task.PROMOTE, then, Task.MIGRATE_TO, Effect.ORDER);
                }
            }
            case "demote,stop" -> {
                if (thenMigrates) {
                    plain(first, Task.DEMOTE, then, Task.MIGRATE_TO, Effect.ORDER);
                    if (partial) {
                        plain(first, Task.DEMOTE, then, Task.MIGRATE_FROM, Effect.ORDER);
                    }
                }
            }
            default -> {}
        }
    }

    private void plain(PlanResource first, String firstTask, PlanResource then, String thenTask, int effects) {
        all.add(Relation.between(Side.of(first, firstTask), Side.of(then, thenTask), effects));
    }

    private static boolean migrates(PlanResource resource) {
        return resource instanceof PlanPrimitive primitive && primitive.migratable;
    }

    private static boolean ancestor(PlanResource candidate, @Nullable PlanResource below) {
        for (PlanResource resource = below; resource != null; resource = resource.parent) {
            if (resource == candidate) {
                return true;
            }
        }
        return false;
    }
}
