package io.systole.policy.action;

import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.Requires;
import io.systole.policy.model.Role;
import org.jspecify.annotations.Nullable;

/**
 * Makes the actions that lead a primitive from its current role and node to the next: starts, stops, promotes, demotes,
 * migrations, and the optional ones that a relation may turn into a restart.
 */
final class RoleActions {

    private final ActionTable actions;
    private final Recurring recurring;
    private final Migration migration;

    RoleActions(ActionTable actions) {
        this.actions = actions;
        this.recurring = new Recurring(actions);
        this.migration = new Migration(actions);
    }

    void create(PlanPrimitive primitive) {
        PlanNode assigned = primitive.assignedNode();
        if (primitive.nextRole == Role.UNKNOWN) {
            primitive.nextRole = assigned == null ? Role.STOPPED : Role.STARTED;
        }
        for (PlanNode source : primitive.danglingSources) {
            actions.request(primitive, Task.STOP, source, false).setMigrationAbort(true);
        }
        new Walk(primitive, primitive.currentNode(), assigned).run();
    }

    /** The decisions about one primitive. */
    private final class Walk {
        private final PlanPrimitive primitive;
        private final @Nullable PlanNode current;
        private final @Nullable PlanNode assigned;
        private boolean stopNeeded;
        private boolean promoteNeeded;
        private boolean migrates;
        private boolean restarting;

        Walk(PlanPrimitive primitive, @Nullable PlanNode current, @Nullable PlanNode assigned) {
            this.primitive = primitive;
            this.current = current;
            this.assigned = assigned;
        }

        void run() {
            boolean moving = current != null
                    && assigned != null
                    && current != assigned
                    && !primitive.nextRole.below(Role.STARTED);
            if (moving) {
                stopNeeded = true;
                migrates = Migration.possible(primitive, current, assigned);
            }
            judgePlaces();
            if (primitive.startPending) {
                actions.request(primitive, Task.START, assigned, true).setAlwaysInGraph(true);
            }
            if (!moving) {
                judgeStaying();
            }
            restart();
            for (Role role = primitive.currentRole; role != primitive.nextRole; ) {
                Role next = RoleSteps.next(role, primitive.nextRole);
                step(role, next, assigned, false);
                role = next;
            }
            recurring.create(primitive);
            if (migrates) {
                migration.create(primitive, current, assigned);
            }
        }

        /** A migration that is under way goes on or is given up; being active on several nodes needs a stop. */
        private void judgePlaces() {
            boolean known = primitive.partialMigrationSource != null || primitive.partialMigrationTarget != null;
            if (known) {
                boolean goesOn = migrates
                        && primitive.partialMigrationSource != null
                        && primitive.partialMigrationTarget != null
                        && primitive.activeNodes.size() == 2
                        && current == primitive.partialMigrationSource
                        && assigned == primitive.partialMigrationTarget;
                if (!goesOn) {
                    stopNeeded = true;
                    migrates = false;
                    primitive.partialMigrationSource = null;
                    primitive.partialMigrationTarget = null;
                }
                primitive.stopUnexpected = false;
                return;
            }
            if (placesCounted() <= 1) {
                primitive.stopUnexpected = false;
                return;
            }
            switch (primitive.multipleActive) {
                case STOP_START -> stopNeeded = true;
                case STOP_UNEXPECTED -> {
                    stopNeeded = true;
                    primitive.stopUnexpected = true;
                }
                case STOP_ONLY, BLOCK -> {}
            }
        }

        private long placesCounted() {
            return primitive.activeNodes.stream()
                    .filter(node -> primitive.needsFencing() || (node.online && !node.unclean))
                    .count();
        }

        private void judgeStaying() {
            if (primitive.failed) {
                if (primitive.stopIfFailed) {
                    stopNeeded = true;
                } else {
                    promoteNeeded = primitive.nextRole == Role.PROMOTED;
                }
            } else if (primitive.blocked) {
                stopNeeded = true;
            } else if (primitive.currentRole.above(Role.STARTED) && current != null && assigned != null) {
                stopNeeded |=
                        actions.request(primitive, Task.START, assigned, true).required();
            }
        }

        /** The actions of a restart, needed or not: what a relation makes required later. */
        private void restart() {
            restarting = true;
            Role role = primitive.currentRole;
            while (role != Role.STOPPED) {
                Role next = RoleSteps.next(role, Role.STOPPED);
                step(role, next, current, !stopNeeded);
                role = next;
            }
            while (!primitive.currentRole.above(primitive.nextRole)
                    && role != primitive.currentRole
                    && primitive.currentRole != Role.UNKNOWN
                    && !primitive.blocked) {
                Role next = RoleSteps.next(role, primitive.currentRole);
                boolean needed = stopNeeded || (promoteNeeded && next == Role.PROMOTED);
                step(role, next, assigned, !needed);
                role = next;
            }
            restarting = false;
        }

        private void step(Role from, Role to, @Nullable PlanNode up, boolean optional) {
            String operation = RoleSteps.operation(from, to);
            if (operation == null) {
                return;
            }
            switch (operation) {
                case Task.STOP -> stop(optional);
                case Task.DEMOTE -> demote(optional);
                case Task.START -> start(up, optional);
                default -> promote(up, optional);
            }
        }

        /** Where it is expected to run while instances that are not expected are stopped. */
        private boolean expected(@Nullable PlanNode node) {
            return restarting
                    && primitive.stopUnexpected
                    && primitive.nextRole.above(Role.STOPPED)
                    && node != null
                    && node == assigned;
        }

        private void stop(boolean wanted) {
            for (PlanNode node : primitive.activeNodes) {
                boolean optional = wanted;
                if (expected(node)) {
                    continue;
                }
                if (primitive.partialMigrationTarget != null) {
                    if (node == primitive.partialMigrationTarget) {
                        continue;
                    }
                    optional = false;
                }
                Action stop = actions.request(primitive, Task.STOP, node, optional);
                if (assigned == null) {
                    stop.setReason("node availability");
                } else if (restarting && primitive.stopUnexpected && primitive.nextRole.above(Role.STOPPED)) {
                    stop.setReason("being multiply active");
                }
                if (!primitive.managed) {
                    stop.setRunnable(false);
                }
                if (primitive.requires == Requires.UNFENCING) {
                    actions.relations().add(stop, actions.fences().unfencing().on(node), Effect.PULL_FIRST);
                }
            }
        }

        private void start(@Nullable PlanNode node, boolean optional) {
            if (node == null) {
                return;
            }
            Action start = actions.request(primitive, Task.START, node, true);
            actions.fences().unfencing().before(start, primitive, node, Effect.PULL_THEN);
            if (start.runnable() && !optional) {
                start.setOptional(false);
            }
            if (expected(node)) {
                start.setPseudo(true);
            }
        }

        private void promote(@Nullable PlanNode node, boolean optional) {
            if (node == null) {
                return;
            }
            for (Action start : actions.on(primitive, Task.START, node)) {
                if (!start.runnable()) {
                    actions.on(primitive, Task.PROMOTE, node).forEach(promote -> promote.setRunnable(false));
                    return;
                }
            }
            Action promote = actions.request(primitive, Task.PROMOTE, node, optional);
            if (expected(node)) {
                promote.setPseudo(true);
            }
        }

        private void demote(boolean optional) {
            for (PlanNode node : primitive.activeNodes) {
                if (!expected(node)) {
                    actions.request(primitive, Task.DEMOTE, node, optional);
                }
            }
        }
    }
}
