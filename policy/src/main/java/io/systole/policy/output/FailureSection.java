package io.systole.policy.output;

import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import io.systole.cib.OpTimes;
import io.systole.cib.value.Numbers;
import io.systole.policy.history.FailCounts;
import io.systole.policy.model.FailedOperation;
import io.systole.policy.model.HistoryEntry;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.WorkingState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How often resources failed on the nodes that are online, and the operations that failed. */
final class FailureSection {
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.US);

    private FailureSection() {}

    private record Failing(PlanPrimitive resource, int threshold, int count, long last) {}

    private record NodeFailures(PlanNode node, List<Failing> failing) {}

    static List<String> lines(WorkingState state, ZoneId zone) {
        List<String> lines = new ArrayList<>();
        List<NodeFailures> counts = counts(state);
        if (counts != null) {
            lines.add("");
            lines.add("  * Migration Summary:");
            for (NodeFailures node : counts) {
                lines.add("    * Node: " + node.node().name + ":");
                for (Failing failing : node.failing()) {
                    lines.add("      * " + failing.resource().id + ": migration-threshold=" + failing.threshold()
                            + " fail-count=" + failing.count()
                            + (failing.last() > 0 ? " last-failure='" + date(failing.last(), zone) + "'" : ""));
                }
            }
        }
        List<FailedOperation> failed = failed(state);
        if (!failed.isEmpty()) {
            lines.add("");
            lines.add("  * Failed Resource Actions:");
            failed.forEach(each -> lines.add("    * " + line(each, zone)));
        }
        return lines;
    }

    static @Nullable ReportElement countsElement(WorkingState state, ZoneId zone) {
        List<NodeFailures> counts = counts(state);
        if (counts == null) {
            return null;
        }
        List<ReportElement> nodes = new ArrayList<>();
        for (NodeFailures node : counts) {
            List<ReportElement> failing = new ArrayList<>();
            for (Failing each : node.failing()) {
                failing.add(ReportElement.leaf("resource_history")
                        .with("id", each.resource().id)
                        .with("orphan", each.resource().removed)
                        .with("migration-threshold", each.threshold())
                        .with("fail-count", each.count())
                        .with("last-failure", each.last() > 0 ? date(each.last(), zone) : null));
            }
            nodes.add(ReportElement.list("node", failing).with("name", node.node().name));
        }
        return ReportElement.list("node_history", nodes);
    }

    static @Nullable ReportElement failedElement(WorkingState state) {
        List<ReportElement> failures = new ArrayList<>();
        failed(state).forEach(each -> failures.add(element(each)));
        return failures.isEmpty() ? null : ReportElement.list("failures", failures);
    }

    /** The nodes with failures in the order of their states; null where no node that is online has a state. */
    private static @Nullable List<NodeFailures> counts(WorkingState state) {
        FailCounts counts = new FailCounts(state);
        boolean any = false;
        List<NodeFailures> found = new ArrayList<>();
        for (NodeState nodeState : state.cib.status().nodeStates()) {
            NodeName name = nodeState.uname();
            PlanNode node = state.nodeByName(name == null ? null : name.value());
            if (node == null || !node.online) {
                continue;
            }
            any = true;
            List<Failing> failing = new ArrayList<>();
            for (LrmResource history : nodeState.lrmResources()) {
                if (state.resourceOrHistory(history.id().value()) instanceof PlanPrimitive primitive) {
                    FailCounts.Count count = counts.raw(primitive, node);
                    if (count.failures() > 0) {
                        failing.add(
                                new Failing(primitive, primitive.migrationThreshold, count.failures(), count.last()));
                    }
                }
            }
            if (!failing.isEmpty()) {
                found.add(new NodeFailures(node, failing));
            }
        }
        return any ? found : null;
    }

    private static List<FailedOperation> failed(WorkingState state) {
        return state.failedOperations.stream()
                .filter(each -> !PrimitiveLine.masked(HistoryEntry.of(each.entry())))
                .toList();
    }

    private static String line(FailedOperation failed, ZoneId zone) {
        OpHistory operation = failed.entry();
        HistoryEntry entry = HistoryEntry.of(operation);
        StringBuilder line = new StringBuilder(entry.key())
                .append(" on ")
                .append(failed.node().name)
                .append(" '")
                .append(ExitCodes.text(entry.rc()))
                .append("' (")
                .append(entry.rc())
                .append("): call=")
                .append(operation.callId() == null ? "unknown" : operation.callId())
                .append(", status='")
                .append(status(entry.status()))
                .append('\'');
        String reason = operation.exitReason();
        if (reason != null && !reason.isEmpty()) {
            line.append(", exitreason='").append(reason).append('\'');
        }
        OpTimes times = operation.times();
        if (entry.lastRcChange() > 0) {
            line.append(", last-rc-change='")
                    .append(date(entry.lastRcChange(), zone))
                    .append('\'');
        }
        if (times.queueTime() != null) {
            line.append(", queued=").append(times.queueTime()).append("ms");
        }
        if (times.execTime() != null) {
            line.append(", exec=").append(times.execTime()).append("ms");
        }
        return line.toString();
    }

    private static ReportElement element(FailedOperation failed) {
        OpHistory operation = failed.entry();
        HistoryEntry entry = HistoryEntry.of(operation);
        String reason = operation.exitReason();
        ReportElement element = ReportElement.leaf("failure")
                .with(operation.operationKey() == null ? "id" : "op_key", entry.key())
                .with("node", failed.node().name)
                .with("exitstatus", ExitCodes.text(entry.rc()))
                .with("exitreason", reason == null ? "none" : reason)
                .with("exitcode", entry.rc())
                .with("call", operation.callId() == null ? "unknown" : operation.callId())
                .with("status", status(entry.status()));
        if (entry.lastRcChange() <= 0) {
            return element;
        }
        OpTimes times = operation.times();
        return element.with("last-rc-change", SHORT.withZone(ZoneOffset.UTC).format(moment(entry.lastRcChange())))
                .with("queued", times.queueTime())
                .with("exec", times.execTime())
                .with("interval", Numbers.integerOr(operation.interval(), 0))
                .with("task", operation.operation());
    }

    private static String date(long seconds, ZoneId zone) {
        return LONG.withZone(zone).format(moment(seconds));
    }

    private static Instant moment(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    /** The word for the execution status of an operation. */
    private static String status(int status) {
        return switch (status) {
            case -1 -> "Pending";
            case 0 -> "Done";
            case 1 -> "Cancelled";
            case 2 -> "Timed out";
            case 3 -> "Unsupported";
            case 4 -> "Error";
            case 5 -> "Hard error";
            case 6 -> "Fatal error";
            case 7 -> "Not installed";
            case 8 -> "Internal communication failure";
            case 9 -> "Cannot execute now";
            case 10 -> "No fence device";
            case 11 -> "CIB secrets unavailable";
            default -> "Unrecognized status (bug?)";
        };
    }
}
