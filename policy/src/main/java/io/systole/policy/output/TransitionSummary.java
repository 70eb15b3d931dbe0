package io.systole.policy.output;

import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in one line for each node and resource what a transition does with it, and why. */
public final class TransitionSummary {

    private final WorkingState state;
    private final ActionTable actions;
    private final List<SummaryLine> lines = new ArrayList<>();

    private TransitionSummary(ActionTable actions) {
        this.actions = actions;
        this.state = actions.state();
    }

    /** The lines as the reference prints them, without their bullets. */
    public static List<String> of(ActionTable actions) {
        return items(actions).stream().map(ReportItem::line).toList();
    }

    /** The same with what programs are told. */
    public static List<ReportItem> items(ActionTable actions) {
        TransitionSummary summary = new TransitionSummary(actions);
        List<ReportItem> items = summary.nodes();
        summary.state.resources.forEach(summary::add);
        items.addAll(SummaryLine.aligned(summary.lines));
        return items;
    }

    private List<ReportItem> nodes() {
        List<ReportItem> text = new ArrayList<>();
        List<Action> all = actions.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            Action action = all.get(i);
            PlanNode node = action.node();
            if (action.resource() != null || action.optional() || node == null || action.reason() == null) {
                continue;
            }
            String name = node.name;
            if (node.isGuest() && node.connection != null && node.connection.launcher != null) {
                name += " (resource: " + node.connection.launcher.id + ")";
            }
            if (action.is(Task.DO_SHUTDOWN)) {
                text.add(node("Shutdown", name, action.reason()));
            } else if (action.is(Task.STONITH)) {
                text.add(node("Fence (" + action.meta("stonith_action") + ")", name, action.reason()));
            }
        }
        return text;
    }

    private static ReportItem node(String task, String name, @Nullable String reason) {
        return new ReportItem(
                task + " " + name + " '" + reason + "'",
                ReportElement.leaf("node_action")
                        .with("task", task)
                        .with("node", name)
                        .with("reason", reason));
    }

    private void add(PlanResource resource) {
        if (resource instanceof PlanPrimitive primitive) {
            new Leaf(primitive).add();
        } else if (resource instanceof PlanGroup || resource instanceof PlanClone) {
            resource.children.forEach(this::add);
        } else if (resource instanceof PlanBundle bundle) {
            for (PlanBundle.Replica replica : bundle.replicas) {
                for (PlanResource part : new PlanResource[] {replica.address(), replica.container()}) {
                    if (part != null) {
                        add(part);
                    }
                }
                if (replica.connection() != null) {
                    add(replica.connection());
                }
                if (replica.instance() != null) {
                    add(replica.instance());
                }
            }
        }
    }

    /** The decision about one primitive. */
    private final class Leaf {
        private final PlanPrimitive primitive;
        private final @Nullable PlanNode current;
        private final @Nullable PlanNode next;
        private final Role from;
        private final Role to;
        private @Nullable Action start;
        private @Nullable Action stop;
        private @Nullable Action promote;
        private @Nullable Action demote;

        Leaf(PlanPrimitive primitive) {
            this.primitive = primitive;
            this.current = primitive.currentNode();
            this.next = primitive.assignedNode();
            if (!primitive.activeNodes.isEmpty() && primitive.currentRole == Role.STOPPED) {
                primitive.currentRole = Role.STARTED;
            }
            this.from = primitive.currentRole;
            this.to = primitive.nextRole;
        }

        void add() {
            if (!primitive.managed || (current == null && (next == null || primitive.removed))) {
                return;
            }
            start = actions.oldest(primitive, Task.START, next);
            PlanNode stopsOn = start != null && start.runnable() ? current : null;
            stop = actions.oldest(primitive, Task.STOP, stopsOn);
            if (stop == null && primitive.stopUnexpected) {
                stop = actions.oldest(primitive, Task.STOP, null);
            }
            promote = actions.oldest(primitive, Task.PROMOTE, next);
            demote = actions.oldest(primitive, Task.DEMOTE, next);
            if (from == to) {
                sameRole();
            } else {
                otherRole();
            }
        }

        private boolean moving() {
            return current != null && next != null && current != next;
        }

        private void sameRole() {
            if (next == null) {
                return;
            }
            Action migrateFrom = actions.oldest(primitive, Task.MIGRATE_FROM, next);
            if (migrateFrom != null && migrateFrom.runnable() && current != null) {
                line("Migrate", current, next, start, null);
            } else if (actions.reloads(primitive)) {
                line("Reload", current, next, start, null);
            } else if (start == null || start.optional()) {
                if (demote != null && demote.required() && promote != null && promote.required()) {
                    line("Re-promote", current, next, promote, demote);
                }
            } else if (!start.runnable()) {
                line("Stop", current, null, stop, stop != null && stop.reason() != null ? stop : start);
            } else if (moving()) {
                line(primitive.failed ? "Recover" : "Move", current, next, stop, null);
            } else if (primitive.failed) {
                line("Recover", current, null, stop, null);
            } else {
                line("Restart", current, next, start, null);
            }
        }

        private void otherRole() {
            if (stop != null && (to == Role.STOPPED || (start != null && !start.runnable()))) {
                for (PlanNode node : primitive.activeNodes) {
                    Action there = actions.oldest(primitive, Task.STOP, node);
                    line("Stop", node, null, there, there != null && there.reason() != null ? there : start);
                }
            } else if (stop != null && primitive.failed && primitive.stopIfFailed) {
                line("Recover", current, next, stop, start);
            } else if (moving()) {
                line("Move", current, next, stop, null);
            } else if (actions.reloads(primitive)) {
                line("Reload", current, next, start, null);
            } else if (stop != null && stop.required()) {
                line("Restart", current, next, start, null);
            } else if (from == Role.PROMOTED) {
                line("Demote", current, next, demote, null);
            } else if (to == Role.PROMOTED) {
                line("Promote", current, next, promote, null);
            } else if (from == Role.STOPPED && to.above(Role.STOPPED)) {
                line("Start", current, next, start, null);
            }
        }

        private void line(
                String verb,
                @Nullable PlanNode origin,
                @Nullable PlanNode destination,
                @Nullable Action tested,
                @Nullable Action reasoned) {
            Action source = reasoned == null ? tested : reasoned;
            String reason = source == null ? null : source.reason();
            boolean blocked = tested != null && !tested.runnable();
            String suffix = "";
            if (reason != null) {
                suffix = "due to " + reason + (blocked ? " (blocked)" : "");
            } else if (blocked) {
                suffix = "blocked";
            }
            ReportElement element =
                    places(verb, origin, destination).with("reason", reason).with("blocked", blocked ? true : null);
            lines.add(new SummaryLine(verb, primitive.id, details(origin, destination), suffix, element));
        }

        /** The same as the details, for programs. */
        private ReportElement places(String verb, @Nullable PlanNode origin, @Nullable PlanNode destination) {
            boolean roles = from.above(Role.STARTED) || to.above(Role.UNPROMOTED);
            ReportElement element = ReportElement.leaf("rsc_action")
                    .with("action", verb.toLowerCase(Locale.ROOT))
                    .with("resource", primitive.id);
            String there = destination == null ? null : destination.name;
            if (origin == null) {
                return roles
                        ? element.with("role", from.text())
                                .with("next-role", to.text())
                                .with("dest", there)
                        : element.with("node", there);
            }
            String here = origin.name;
            String role = roles ? from.text() : null;
            if (destination == null) {
                return element.with("role", role).with("node", here);
            }
            if (from == to) {
                return origin == destination
                        ? element.with("role", role).with("source", here)
                        : element.with("source", here).with("dest", there).with("role", role);
            }
            element = element.with("role", from.text());
            return origin == destination
                    ? element.with("next-role", to.text()).with("source", here)
                    : element.with("source", here).with("next-role", to.text()).with("dest", there);
        }

        private String details(@Nullable PlanNode origin, @Nullable PlanNode destination) {
            boolean roles = from.above(Role.STARTED) || to.above(Role.UNPROMOTED);
            if (origin == null) {
                String name = destination == null ? "" : destination.name;
                return roles ? from.text() + " -> " + to.text() + " " + name : name;
            }
            if (destination == null) {
                return roles ? from.text() + " " + origin.name : origin.name;
            }
            boolean sameHost = origin == destination;
            if (from == to) {
                if (sameHost) {
                    return roles ? from.text() + " " + origin.name : origin.name;
                }
                String move = origin.name + " -> " + destination.name;
                return roles ? move + " " + from.text() : move;
            }
            return sameHost
                    ? from.text() + " -> " + to.text() + " " + origin.name
                    : from.text() + " " + origin.name + " -> " + to.text() + " " + destination.name;
        }
    }
}
