package io.systole.policy.history;

import io.systole.cib.LrmResource;
import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import io.systole.policy.model.HistoryEntry;
import io.systole.policy.model.HistoryOrder;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides from both ends of a live migration where the resource is, and what is left over where it was. The other end is
 * looked up by the id of the resource: an instance of an anonymous clone, whose history has no number, is never found there.
 */
final class Migrations {
    private static final int UNKNOWN_RC = 193;

    private final WorkingState state;
    private final Activity activity;
    /** The histories by node name and resource id, once they are asked for. */
    private @Nullable Map<String, Map<String, LrmResource>> histories;

    Migrations(WorkingState state, Activity activity) {
        this.state = state;
        this.activity = activity;
    }

    private Map<String, Map<String, LrmResource>> histories() {
        Map<String, Map<String, LrmResource>> all = histories;
        if (all != null) {
            return all;
        }
        all = new TreeMap<>();
        for (NodeState nodeState : state.cib.status().nodeStates()) {
            if (nodeState.uname() == null) {
                continue;
            }
            Map<String, LrmResource> onNode =
                    all.computeIfAbsent(nodeState.uname().value(), name -> new TreeMap<>());
            for (LrmResource resource : nodeState.lrmResources()) {
                onNode.put(resource.id().value(), resource);
            }
        }
        histories = all;
        return all;
    }

    private List<HistoryEntry> history(String resource, String node) {
        Map<String, LrmResource> onNode = histories().get(node);
        LrmResource found = onNode == null ? null : onNode.get(resource);
        return found == null
                ? List.of()
                : found.operations().stream().map(HistoryEntry::of).toList();
    }

    /** The only entry of an operation on a node; null when there is none or several. */
    private @Nullable HistoryEntry only(
            String resource, String node, String task, @Nullable String source, @Nullable String target) {
        HistoryEntry found = null;
        for (HistoryEntry entry : history(resource, node)) {
            OpHistory operation = entry.operation();
            if (entry.task().equals(task)
                    && (source == null || source.equals(operation.migrateSource()))
                    && (target == null || target.equals(operation.migrateTarget()))) {
                if (found != null) {
                    return null;
                }
                found = entry;
            }
        }
        return found;
    }

    /** Whether the resource was started, stopped or moved on a node since; {@code there}: since what happened on that node. */
    private boolean movedOn(String resource, String node, HistoryEntry since, boolean there) {
        for (HistoryEntry entry : history(resource, node)) {
            boolean counts =
                    switch (entry.task()) {
                        case "start", "stop", "migrate_to", "migrate_from" -> true;
                        default -> false;
                    };
            if (counts
                    && !entry.operation().equals(since.operation())
                    && HistoryOrder.compare(entry, since, there) > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean stoppedSince(String resource, String node, HistoryEntry since, boolean there) {
        HistoryEntry monitor = only(resource, node, "monitor", null, null);
        return monitor != null
                && monitor.status() == EntryRemap.DONE
                && monitor.rc() == 7
                && HistoryOrder.compare(monitor, since, there) > 0;
    }

    private boolean newerState(String resource, String node, @Nullable HistoryEntry to, @Nullable HistoryEntry from) {
        HistoryEntry since = from != null ? from : to;
        if (since == null) {
            return false;
        }
        boolean atSource = node.equals(since.operation().migrateSource());
        boolean there = atSource == (from == null);
        if (to != null && from != null && atSource) {
            since = to;
            there = true;
        }
        return movedOn(resource, node, since, there) || stoppedSince(resource, node, since, there);
    }

    private boolean unknownAt(String resource, String node) {
        return history(resource, node).stream().noneMatch(entry -> entry.rc() != UNKNOWN_RC);
    }

    private static boolean incomplete(HistoryEntry entry) {
        return entry.operation().migrateSource() == null || entry.operation().migrateTarget() == null;
    }

    void succeededTo(PlanPrimitive resource, PlanNode node, HistoryEntry to) {
        if (incomplete(to) || !node.name.equalsIgnoreCase(to.operation().migrateSource())) {
            return;
        }
        String source = java.util.Objects.requireNonNull(to.operation().migrateSource());
        String target = java.util.Objects.requireNonNull(to.operation().migrateTarget());
        String id = resource.id;
        PlanNode targetNode = state.nodeByName(target);
        boolean sourceMoved = movedOn(id, source, to, true);
        HistoryEntry from = only(id, target, "migrate_from", source, null);
        if (from != null && sourceMoved) {
            return;
        }
        int fromRc = from == null ? 0 : from.rc();
        int fromStatus = from == null ? EntryRemap.PENDING : from.status();
        boolean targetMoved = newerState(id, target, to, from);
        if (sourceMoved && targetMoved) {
            return;
        }
        if (from != null && fromRc == 0 && fromStatus == EntryRemap.DONE) {
            resource.currentRole = Role.STOPPED;
            resource.danglingSources.add(0, node);
            return;
        }
        resource.currentRole = Role.STARTED;
        boolean upAtTarget = !targetMoved && targetNode != null && targetNode.online;
        if (from != null && fromStatus != EntryRemap.PENDING) {
            if (upAtTarget && targetNode != null) {
                activity.becomesActive(resource, targetNode, true);
            } else {
                mustStop(resource);
            }
            return;
        }
        if (targetNode != null && targetNode.online && unknownAt(id, target)) {
            return;
        }
        if (upAtTarget && targetNode != null) {
            activity.becomesActive(resource, targetNode, false);
            if (node.online) {
                resource.partialMigrationTarget = targetNode;
                resource.partialMigrationSource = node;
            }
        } else if (!sourceMoved) {
            mustStop(resource);
        }
    }

    private static void mustStop(PlanPrimitive resource) {
        resource.failed = true;
        resource.stopIfFailed = true;
        resource.migratable = false;
    }

    void failedTo(PlanPrimitive resource, PlanNode node, HistoryEntry to) {
        if (incomplete(to) || !node.name.equalsIgnoreCase(to.operation().migrateSource())) {
            return;
        }
        String source = java.util.Objects.requireNonNull(to.operation().migrateSource());
        String target = java.util.Objects.requireNonNull(to.operation().migrateTarget());
        String id = resource.id;
        resource.currentRole = Role.STARTED;
        HistoryEntry from = only(id, target, "migrate_from", source, null);
        if (from != null && (from.rc() != 0 || from.status() != EntryRemap.DONE)) {
            from = null;
        }
        if (!unknownAt(id, target) && !newerState(id, target, to, from)) {
            PlanNode targetNode = state.nodeByName(target);
            if (targetNode != null && targetNode.online) {
                activity.becomesActive(resource, targetNode, false);
            }
        } else if (!movedOn(id, source, to, true)) {
            resource.danglingSources.add(0, node);
        }
    }

    void failedFrom(PlanPrimitive resource, PlanNode node, HistoryEntry from) {
        if (incomplete(from) || !node.name.equalsIgnoreCase(from.operation().migrateTarget())) {
            return;
        }
        String source = java.util.Objects.requireNonNull(from.operation().migrateSource());
        String target = java.util.Objects.requireNonNull(from.operation().migrateTarget());
        String id = resource.id;
        resource.currentRole = Role.STARTED;
        HistoryEntry to = only(id, source, "migrate_to", null, target);
        if (to != null && (to.rc() != 0 || to.status() != EntryRemap.DONE)) {
            to = null;
        }
        if (!unknownAt(id, source) && !newerState(id, source, to, from)) {
            PlanNode sourceNode = state.nodeByName(source);
            if (sourceNode != null && sourceNode.online) {
                activity.becomesActive(resource, sourceNode, true);
            }
        }
    }
}
