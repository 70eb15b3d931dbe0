package io.systole.policy.history;

import io.systole.cib.LrmResource;
import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.Scores;
import io.systole.cib.value.Spans;
import io.systole.policy.model.ConfiguredOperation;
import io.systole.policy.model.HistoryEntry;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.WorkingState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the failures of resources on nodes from the nodes' attributes, and decides whether they have expired. */
public final class FailCounts {
    private static final String COUNT = "fail-count-";
    private static final String LAST = "last-failure-";

    private final WorkingState state;
    /** The attributes of failures by node and by the name of the resource in them. */
    private final Map<PlanNode, SortedMap<String, List<Failure>>> failures = new HashMap<>();

    public FailCounts(WorkingState state) {
        this.state = state;
    }

    private record Failure(boolean count, String value) {}

    /** A count, and when the last of these failures was in epoch seconds (0 if there was none). */
    public record Count(int failures, long last) {
        private static final Count NONE = new Count(0, 0);
    }

    /** The count without regard to expiry. */
    public Count raw(PlanPrimitive resource, PlanNode node) {
        SortedMap<String, List<Failure>> onNode = failures.computeIfAbsent(node, FailCounts::read);
        if (onNode.isEmpty()) {
            return Count.NONE;
        }
        int count = 0;
        long last = 0;
        String name = resource.unique ? resource.historyName() : base(resource.historyName());
        for (Map.Entry<String, List<Failure>> entry : onNode.tailMap(name).entrySet()) {
            String key = entry.getKey();
            if (!key.startsWith(name)) {
                break;
            }
            if (!key.equals(name) && (resource.unique || !isNumbered(key, name))) {
                continue;
            }
            for (Failure failure : entry.getValue()) {
                if (failure.count()) {
                    OptionalInt score = Scores.parse(failure.value());
                    count = score.isPresent() ? Scores.add(count, score.getAsInt()) : count;
                } else {
                    last = Math.max(last, Numbers.integerOr(failure.value(), 0));
                }
            }
        }
        return new Count(count, count > 0 ? last : 0);
    }

    private static boolean isNumbered(String key, String name) {
        return key.length() > name.length() + 1
                && key.charAt(name.length()) == ':'
                && key.chars().skip(name.length() + 1L).allMatch(Character::isDigit);
    }

    /** A name without its instance number. */
    static String base(String name) {
        int colon = name.lastIndexOf(':');
        if (colon <= 0 || colon == name.length() - 1) {
            return name;
        }
        return name.chars().skip(colon + 1L).allMatch(Character::isDigit) ? name.substring(0, colon) : name;
    }

    /** Reads fail-count-NAME#OPERATION_INTERVAL and its sister. */
    private static SortedMap<String, List<Failure>> read(PlanNode node) {
        TreeMap<String, List<Failure>> found = new TreeMap<>();
        node.attributes.forEach((attribute, value) -> {
            boolean count = attribute.startsWith(COUNT);
            if (!count && !attribute.startsWith(LAST)) {
                return;
            }
            String rest = attribute.substring(count ? COUNT.length() : LAST.length());
            int hash = rest.indexOf('#');
            int bar = rest.lastIndexOf('_');
            if (hash > 0
                    && bar > hash
                    && bar < rest.length() - 1
                    && rest.chars().skip(bar + 1L).allMatch(Character::isDigit)) {
                found.computeIfAbsent(rest.substring(0, hash), name -> new ArrayList<>())
                        .add(new Failure(count, value));
            }
        });
        return found;
    }

    /** The count, which is 0 once the failure timeout has passed since the last failure. */
    public Count effective(PlanPrimitive resource, PlanNode node, @Nullable HistoryEntry entry) {
        Count count = raw(resource, node);
        if (count.failures() > 0 && !resource.failureTimeout.isZero() && blocks(resource, node, entry)) {
            resource.failureTimeout = Duration.ZERO;
        }
        if (count.last() > 0 && !resource.failureTimeout.isZero()) {
            long expires = count.last() + Spans.secondsOf(resource.failureTimeout);
            if (state.recheck.nowSeconds() > expires) {
                return Count.NONE;
            }
        }
        return count;
    }

    /** The effective count and that of the resources which run inside of it, bundles aside. */
    public int withLaunched(PlanPrimitive resource, PlanNode node) {
        int count = effective(resource, node, null).failures();
        if (resource.bundle() == null) {
            for (PlanPrimitive launched : resource.launched) {
                count = Scores.add(count, effective(launched, node, null).failures());
            }
        }
        return count;
    }

    /** Whether a failure of an operation with on-fail=block stands in the way of expiry. */
    private boolean blocks(PlanPrimitive resource, PlanNode node, @Nullable HistoryEntry entry) {
        List<ConfiguredOperation> blocking = resource.operations.stream()
                .filter(operation -> "block".equals(operation.config().onFail()))
                .toList();
        if (blocking.isEmpty()) {
            return false;
        }
        for (ConfiguredOperation operation : blocking) {
            if (entry != null) {
                if (blockedBy(resource, operation, entry)) {
                    return true;
                }
                continue;
            }
            for (OpHistory each : history(resource, node)) {
                if (blockedBy(resource, operation, HistoryEntry.of(each))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean blockedBy(PlanPrimitive resource, ConfiguredOperation operation, HistoryEntry entry) {
        if (!operation.name().equalsIgnoreCase(entry.task()) || operation.intervalMs() != entry.intervalMs()) {
            return false;
        }
        if (entry.operation().id().equals(resource.historyName() + "_last_failure_0")) {
            return true;
        }
        return entry.operation().id().equals(resource.historyName() + "_" + entry.task() + "_" + entry.intervalMs())
                && entry.rc() != entry.expectedRc();
    }

    private List<OpHistory> history(PlanPrimitive resource, PlanNode node) {
        for (NodeState nodeState : state.cib.status().nodeStates()) {
            if (nodeState.uname() != null && nodeState.uname().value().equals(node.name)) {
                for (LrmResource history : nodeState.lrmResources()) {
                    if (history.id().value().equals(resource.historyName())) {
                        return history.operations();
                    }
                }
            }
        }
        return List.of();
    }
}
