package io.systole.policy.action;

import io.systole.cib.value.IsoTime;
import io.systole.cib.value.Spans;
import io.systole.policy.model.ConfiguredOperation;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import io.systole.policy.rule.RuleContext;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about an operation: the {@code op} that is meant, and the meta table that results from its
 * attributes, its sets and the defaults, in milliseconds and with an on-fail that the operation may have.
 */
public final class OperationMeta {

    private static final long TIMEOUT_DEFAULT_MS = 20_000;
    private static final Set<String> NOT_FOR_STOP = Set.of("standby", "demote", "stop");

    private final WorkingState state;
    private final Map<PlanResource, Map<String, SortedMap<String, String>>> tables = new HashMap<>();

    /** Of the operations in what a plan is made from. */
    public OperationMeta(WorkingState state) {
        this.state = state;
    }

    /** The configured operation of a name and interval, the first in the document; disabled ones count unless told. */
    public static @Nullable ConfiguredOperation find(
            PlanPrimitive primitive, String name, long intervalMs, boolean enabledOnly) {
        for (ConfiguredOperation op : primitive.operations) {
            if (op.name().equals(name) && op.intervalMs() == intervalMs && (!enabledOnly || op.enabled())) {
                return op;
            }
        }
        return null;
    }

    /** The operation that configures an action: migrations share {@code migrate}, notifications {@code notify}. */
    private static @Nullable ConfiguredOperation configuring(
            PlanPrimitive primitive, String suffix, String task, long intervalMs) {
        ConfiguredOperation op = find(primitive, Task.ofSuffix(suffix), intervalMs, false);
        if (op != null) {
            return op;
        }
        if (task.equals(Task.MIGRATE_TO) || task.equals(Task.MIGRATE_FROM)) {
            return find(primitive, "migrate", 0, false);
        }
        return suffix.contains("_notify_") ? find(primitive, Task.NOTIFY, 0, false) : null;
    }

    /** The operation's own instance attributes for a node. */
    SortedMap<String, String> parameters(PlanResource resource, String suffix, long intervalMs, PlanNode node) {
        if (!(resource instanceof PlanPrimitive primitive)) {
            return Collections.emptySortedMap();
        }
        ConfiguredOperation op = configuring(primitive, suffix, Task.ofSuffix(suffix), intervalMs);
        return op == null ? Collections.emptySortedMap() : parameters(op, node);
    }

    private SortedMap<String, String> parameters(ConfiguredOperation op, @Nullable PlanNode node) {
        return op.config().instanceAttributes().isEmpty()
                ? Collections.emptySortedMap()
                : state.properties.read(
                        op.config().instanceAttributes(), RuleContext.onNode(node == null ? null : node.attributes));
    }

    /** The own instance attributes of the configured operation of a name and interval, for a node. */
    SortedMap<String, String> parameters(
            PlanPrimitive primitive, String task, long intervalMs, @Nullable PlanNode node) {
        ConfiguredOperation op = find(primitive, task, intervalMs, false);
        return op == null ? Collections.emptySortedMap() : parameters(op, node);
    }

    private static RuleContext context(PlanResource resource, String task, long intervalMs) {
        return RuleContext.ofOperation(
                resource instanceof PlanPrimitive primitive ? primitive.agent : null, task, intervalMs);
    }

    /** The meta table of an action of a task and interval. */
    public SortedMap<String, String> meta(PlanResource resource, String task, long intervalMs) {
        return meta(resource, task + "_" + intervalMs, task, intervalMs);
    }

    /** The meta table of an action, computed once for each resource and key. */
    SortedMap<String, String> meta(PlanResource resource, String suffix, String task, long intervalMs) {
        return tables.computeIfAbsent(resource, unused -> new HashMap<>())
                .computeIfAbsent(suffix, unused -> compute(resource, suffix, task, intervalMs));
    }

    private SortedMap<String, String> compute(PlanResource resource, String suffix, String task, long intervalMs) {
        NavigableMap<String, String> meta = new TreeMap<>();
        ConfiguredOperation op = null;
        if (resource instanceof PlanPrimitive primitive) {
            op = configuring(primitive, suffix, task, intervalMs);
            if (op != null) {
                meta.putAll(op.config().attributes());
                state.properties
                        .read(op.config().metaAttributes(), context(resource, task, intervalMs))
                        .forEach(meta::putIfAbsent);
            }
            if (task.equals(Task.MONITOR) && intervalMs == 0 && !meta.containsKey("timeout")) {
                String timeout = timeoutOfFastestMonitor(primitive);
                if (timeout != null) {
                    meta.put("timeout", timeout);
                }
            }
        }
        state.properties
                .read(state.operationDefaults(), context(resource, task, intervalMs))
                .forEach(meta::putIfAbsent);
        meta.remove("id");
        if (intervalMs == 0) {
            meta.remove("interval");
        } else {
            meta.put("interval", Long.toString(intervalMs));
        }
        if (resource instanceof PlanPrimitive primitive) {
            fenceDeviceTimeout(primitive, task, intervalMs, meta);
        }
        checkOnFail(resource, op, task, intervalMs, meta);
        meta.put("timeout", Long.toString(timeoutMs(meta.get("timeout"))));
        startDelay(meta, intervalMs);
        return Collections.unmodifiableSortedMap(meta);
    }

    private static long timeoutMs(@Nullable String text) {
        long found = text == null ? 0 : Spans.milliseconds(text).orElse(0);
        return found <= 0 ? TIMEOUT_DEFAULT_MS : Math.min(found, Integer.MAX_VALUE);
    }

    /** A probe without timeout takes that of the most frequent enabled monitor. */
    private static @Nullable String timeoutOfFastestMonitor(PlanPrimitive primitive) {
        long fastest = Long.MAX_VALUE;
        String timeout = null;
        for (ConfiguredOperation op : primitive.operations) {
            long interval = op.intervalMs();
            if (op.name().equals(Task.MONITOR) && interval > 0 && interval < fastest && op.enabled()) {
                fastest = interval;
                timeout = op.config().timeout();
            }
        }
        return timeout;
    }

    private void fenceDeviceTimeout(PlanPrimitive primitive, String task, long intervalMs, Map<String, String> meta) {
        boolean probe = task.equals(Task.MONITOR) && intervalMs == 0;
        if (primitive.isFenceDevice() && (probe || task.equals(Task.START))) {
            String timeout = state.parameters(primitive, null).get("pcmk_monitor_timeout");
            if (timeout != null) {
                meta.put("timeout", timeout);
            }
        }
    }

    /** Removes an on-fail that the operation cannot have; a demote without one takes that of the promoted monitors. */
    private static void checkOnFail(
            PlanResource resource,
            @Nullable ConfiguredOperation op,
            String task,
            long intervalMs,
            Map<String, String> meta) {
        String onFail = meta.get("on-fail");
        if (task.equals(Task.LRM_DELETE)) {
            if (onFail != null) {
                meta.put("on-fail", "ignore");
            }
            return;
        }
        if (task.equals(Task.DEMOTE) && onFail == null && resource instanceof PlanPrimitive primitive) {
            for (ConfiguredOperation each : primitive.operations) {
                String configured = each.config().onFail();
                if (configured != null
                        && promotedMonitor(each)
                        && each.enabled()
                        && !configured.equalsIgnoreCase("demote")) {
                    onFail = configured;
                }
            }
            if (onFail != null) {
                meta.put("on-fail", onFail);
            }
        }
        if (onFail == null) {
            return;
        }
        String lower = onFail.toLowerCase(Locale.ROOT);
        boolean refused = task.equals(Task.STOP) && NOT_FOR_STOP.contains(lower);
        if (lower.equals("demote") && !task.equals(Task.PROMOTE)) {
            refused |= !(task.equals(Task.MONITOR) && intervalMs > 0 && op != null && promotedMonitor(op));
        }
        if (refused) {
            meta.remove("on-fail");
        }
    }

    private static boolean promotedMonitor(ConfiguredOperation op) {
        return op.name().equals(Task.MONITOR)
                && op.intervalMs() > 0
                && Role.parse(op.config().role()) == Role.PROMOTED;
    }

    /** Either a start-delay, or the time until the next multiple of the interval since its origin. */
    private void startDelay(Map<String, String> meta, long intervalMs) {
        String delay = meta.get("start-delay");
        if (delay != null) {
            long ms = Spans.milliseconds(delay).orElse(0);
            meta.put("start-delay", Long.toString(Math.min(Math.max(ms, 0), Integer.MAX_VALUE)));
            return;
        }
        String origin = meta.get("interval-origin");
        if (origin == null || intervalMs < 1000) {
            return;
        }
        IsoTime since = IsoTime.parse(origin, state.now());
        if (since == null) {
            return;
        }
        long interval = intervalMs / 1000;
        long rest = (state.now().getEpochSecond() - since.epochSecond()) % interval;
        meta.put("start-delay", Long.toString(1000 * ((rest <= 0 ? 0 : interval) - rest)));
    }
}
