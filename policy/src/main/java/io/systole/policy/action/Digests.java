package io.systole.policy.action;

import io.systole.cib.OpHistory;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.Versions;
import io.systole.policy.digest.ParameterDigest;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.WorkingState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says whether the parameters that an operation was run with are still those of the configuration.
 *
 * <p>The digests of a node, resource and operation are calculated once, from the first history entry looked at, and used for
 * later entries of the same key.
 */
public final class Digests {

    /** What a comparison found. */
    public enum Result {
        MATCH,
        /** The history says nothing to compare with. */
        UNKNOWN,
        /** Parameters differ. */
        MISMATCH,
        /** Parameters differ that only a restart can change. */
        RESTART;

        public boolean differs() {
            return this == MISMATCH || this == RESTART;
        }
    }

    /** The two texts that unfencing compares. */
    record Texts(String all, String secure) {}

    private static final List<String> SECURE_DEFAULT = List.of("passwd", "password", "user");
    private static final String EXPIRED = "calculated-failure-timeout";
    private static final String SECURE_FROM = "3.16.0";

    private final WorkingState state;
    private final OperationMeta operations;
    private final Map<String, Calculated> known = new HashMap<>();

    Digests(WorkingState state, OperationMeta operations) {
        this.state = state;
        this.operations = operations;
    }

    /** The digests of an operation on a node; the note of own attributes is used up by one answer. */
    private static final class Calculated {
        private final String all;
        private final @Nullable String restart;
        private final @Nullable String secure;
        private boolean ownAttributes;

        Calculated(String all, @Nullable String restart, @Nullable String secure, boolean ownAttributes) {
            this.all = all;
            this.restart = restart;
            this.secure = secure;
            this.ownAttributes = ownAttributes;
        }
    }

    private Calculated calculate(
            PlanPrimitive primitive, PlanNode node, String task, long intervalMs, @Nullable OpHistory entry) {
        String key = node.id + " " + primitive.id + " " + task + " " + intervalMs;
        return known.computeIfAbsent(key, unused -> fresh(primitive, node, task, intervalMs, entry));
    }

    private Calculated fresh(
            PlanPrimitive primitive, PlanNode node, String task, long intervalMs, @Nullable OpHistory entry) {
        SortedMap<String, String> own = operations.parameters(primitive, task, intervalMs, node);
        SortedMap<String, String> resourceParameters = state.parameters(primitive, node);
        NavigableMap<String, String> all = new TreeMap<>(ConnectionAddress.resolve(primitive, resourceParameters));
        own.forEach(all::putIfAbsent);
        all.keySet().removeIf(Digests::notHashed);
        if (intervalMs != 0) {
            String timeout = operations.meta(primitive, task, intervalMs).get("timeout");
            all.put("CRM_meta_timeout", timeout == null ? "20000" : timeout);
        }
        String restart = null;
        if (entry != null && restartDigest(entry) != null) {
            NavigableMap<String, String> counted = new TreeMap<>(all);
            String names = entry.digests().opForceRestart();
            if (names != null) {
                counted.keySet().retainAll(List.of(names.split(" ")));
            }
            restart = ParameterDigest.of(counted);
        }
        return new Calculated(
                ParameterDigest.of(all), restart, secure(primitive, all, resourceParameters, entry), !own.isEmpty());
    }

    private static boolean notHashed(String name) {
        return name.startsWith("CRM_meta_")
                || switch (name) {
                    case "id", "crm_feature_set", "op-digest", "on_node", "on_node_uuid", "pcmk_external_ip" -> true;
                    default -> false;
                };
    }

    /**
     * The digest without the parameters that a saved CIB hides. As of feature set 3.16.0 it has what the whole digest has,
     * the timeout of a recurring operation too; before, nothing but the resource's own parameters.
     */
    private @Nullable String secure(
            PlanPrimitive primitive,
            SortedMap<String, String> all,
            SortedMap<String, String> resourceParameters,
            @Nullable OpHistory entry) {
        List<String> hidden;
        if (entry == null) {
            hidden = SECURE_DEFAULT;
        } else {
            String names = entry.digests().opSecureParams();
            if (entry.digests().opSecureDigest() == null) {
                return null;
            }
            hidden = names == null ? List.of() : List.of(names.trim().split(" +"));
        }
        String featureSet = entry == null ? null : entry.crmFeatureSet();
        if (featureSet == null) {
            featureSet = state.cib.header().crmFeatureSet();
        }
        boolean old = featureSet == null || Versions.compare(featureSet, SECURE_FROM) < 0;
        NavigableMap<String, String> shown = new TreeMap<>(old ? resourceParameters : all);
        if (old) {
            shown.keySet().removeIf(Digests::notHashed);
        }
        if (old && primitive.isFenceDevice()) {
            shown.keySet().removeIf(Digests::ofFencingItself);
        }
        shown.keySet().removeAll(hidden);
        return ParameterDigest.of(shown);
    }

    private static boolean ofFencingItself(String name) {
        return switch (name) {
            case "provides",
                    "stonith-timeout",
                    "pcmk_action_limit",
                    "pcmk_delay_base",
                    "pcmk_delay_max",
                    "pcmk_host_argument",
                    "pcmk_host_check",
                    "pcmk_host_list",
                    "pcmk_host_map" -> true;
            default ->
                name.startsWith("pcmk_")
                        && (name.endsWith("_action") || name.endsWith("_timeout") || name.endsWith("_retries"));
        };
    }

    /** Compares a history entry of a resource on a node with the configuration. */
    public Result compare(PlanPrimitive primitive, PlanNode node, OpHistory entry) {
        long intervalMs = Numbers.integerOr(entry.interval(), 0);
        Calculated now = calculate(primitive, node, entry.operation(), intervalMs, entry);
        String restart = restartDigest(entry);
        if (now.restart != null && restart != null && !now.restart.equals(restart)) {
            return Result.RESTART;
        }
        String digest = entry.digests().opDigest();
        if (digest == null) {
            return Result.UNKNOWN;
        }
        if (digest.equals(now.all)) {
            return Result.MATCH;
        }
        if (intervalMs == 0 && now.ownAttributes) {
            now.ownAttributes = false;
            return Result.RESTART;
        }
        return Result.MISMATCH;
    }

    /**
     * The digest of what a restart takes. A recurring operation whose failure expired has one that nothing equals, so that it
     * is run anew; but digests are calculated once, and an earlier entry of the same operation without one prevents it.
     */
    private @Nullable String restartDigest(OpHistory entry) {
        return state.expiredRecurring.contains(entry)
                ? EXPIRED
                : entry.digests().opRestartDigest();
    }

    /** Whether nothing but hidden parameters differs. */
    boolean onlyPrivateDiffer(PlanPrimitive primitive, PlanNode node, OpHistory entry) {
        String secure = entry.digests().opSecureDigest();
        if (secure == null || !state.sanitized) {
            return false;
        }
        long intervalMs = Numbers.integerOr(entry.interval(), 0);
        return secure.equals(calculate(primitive, node, entry.operation(), intervalMs, entry).secure);
    }

    /** What identifies a fence device for unfencing. */
    Texts forUnfencing(PlanPrimitive device, PlanNode node) {
        Calculated now = calculate(device, node, "stonith-on", 0, null);
        return new Texts(now.all, now.secure == null ? now.all : now.secure);
    }
}
