package io.systole.policy.verify;

import io.systole.cib.Clone;
import io.systole.cib.NvPair;
import io.systole.cib.OperationConfig;
import io.systole.cib.Operations;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.value.Spans;
import io.systole.cib.value.Truth;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import io.systole.policy.verify.Finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What is at fault in resources: values that are not of their kind, operations that cannot be told apart. */
final class ResourceChecks {
    private static final String CORRECT = "correct the value; until then the default counts";

    private final WorkingState state;
    private final Findings findings;

    private ResourceChecks(WorkingState state, Findings findings) {
        this.state = state;
        this.findings = findings;
    }

    static void run(WorkingState state, Findings findings) {
        var checks = new ResourceChecks(state, findings);
        for (PlanResource resource : state.allResources()) {
            if (!resource.removed && findings.isWritten(resource.configuredId)) {
                checks.resource(resource);
            }
        }
        checks.meta(state.cib.configuration().rscDefaults());
    }

    private void resource(PlanResource resource) {
        ResourceConfig config = resource.config;
        meta(config.metaAttributes());
        role(resource, config.metaAttributes());
        if (resource instanceof PlanPrimitive primitive && config instanceof Primitive written) {
            Operations operations = written.operations();
            if (operations != null) {
                operations(primitive, operations.operations());
            }
        } else if (resource instanceof PlanClone clone && config instanceof Clone) {
            unique(clone);
        }
    }

    private void meta(List<PropertySet> sets) {
        for (PropertySet set : sets) {
            for (NvPair pair : set.pairs()) {
                String name = pair.name();
                String value = pair.value();
                String expected = name == null || value == null ? null : Values.expected(name, value);
                if (expected != null) {
                    findings.add(Severity.ERROR, "nvpair", pair.id(), name + "=\"" + value + "\"", expected, CORRECT);
                }
            }
        }
    }

    /** Roles other than started and stopped need a promotable clone. */
    private void role(PlanResource resource, List<PropertySet> sets) {
        for (PropertySet set : sets) {
            for (NvPair pair : set.pairs()) {
                Role role = "target-role".equals(pair.name()) ? Role.parse(pair.value()) : null;
                if (role != null && role.above(Role.STARTED) && !resource.promotable()) {
                    findings.add(
                            Severity.ERROR,
                            "nvpair",
                            pair.id(),
                            "target-role=\"" + pair.value() + "\" for " + resource.configuredId,
                            "Started or Stopped, since it is not promotable",
                            "make its clone promotable, or correct the value; until then it is left aside");
                }
            }
        }
    }

    private void operations(PlanPrimitive primitive, List<OperationConfig> operations) {
        Map<String, String> known = new TreeMap<>();
        for (OperationConfig operation : operations) {
            OptionalLong interval = Spans.interval(operation.interval());
            String what = operation.name() + " every " + interval.orElse(0) + " ms";
            String before = known.putIfAbsent(what, operation.id());
            if (before != null) {
                findings.add(
                        Severity.ERROR,
                        "op",
                        operation.id(),
                        what + " of " + primitive.configuredId + " a second time, after " + before,
                        "each operation and interval once",
                        "give it another interval, or remove it; until then the first one counts");
            }
            onFail(primitive, operation);
        }
    }

    private void onFail(PlanPrimitive primitive, OperationConfig operation) {
        String onFail = operation.onFail();
        if ("fence".equals(onFail) && !state.options.fencingEnabled()) {
            findings.add(
                    Severity.ERROR,
                    "op",
                    operation.id(),
                    "on-fail=\"fence\" while fencing is disabled",
                    "another value",
                    "enable fencing, or correct it; until then " + primitive.configuredId + " is stopped instead");
        }
        if ("stop".equals(onFail) && operation.name().equals("stop")) {
            findings.add(
                    Severity.ERROR,
                    "op",
                    operation.id(),
                    "on-fail=\"stop\" for a stop",
                    "fence, block or ignore",
                    CORRECT);
        }
    }

    /** Agents that know nothing of instances cannot be told apart on one node. */
    private void unique(PlanClone clone) {
        boolean wanted =
                clone.config.metaAttributes().stream().anyMatch(set -> Truth.isTrue(set.value("globally-unique")));
        for (PlanPrimitive leaf : clone.leaves()) {
            String kind = leaf.agent.resourceClass();
            if (wanted && (kind.equals("lsb") || kind.equals("systemd") || kind.equals("service"))) {
                findings.add(
                        Severity.WARNING,
                        "clone",
                        clone.configuredId,
                        "globally-unique=\"true\" with " + leaf.configuredId + " of class " + kind,
                        "an agent of class ocf",
                        "remove globally-unique; it is left aside");
            }
        }
    }
}
