package io.systole.policy.verify;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import io.systole.policy.Plan;
import io.systole.policy.Planner;
import io.systole.policy.input.OptionFault;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.WorkingState;
import io.systole.policy.simulation.Simulation;
import io.systole.policy.verify.Finding.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Says all that is at fault in a CIB: its form, values, references, and what contradicts itself. Where it could be read,
 * it is planned for as well, so that orders which run in a circle are found.
 */
public final class Verification {
    private final CibReading reading;
    private final Instant now;
    private final Findings findings;

    private Verification(CibReading reading, Instant now) {
        this.reading = reading;
        this.now = now;
        this.findings = new Findings(reading);
    }

    /** All findings in the order of their lines. */
    public static List<Finding> of(CibReading reading, Instant now) {
        var verification = new Verification(reading, now);
        verification.run();
        return verification.findings.inOrder();
    }

    private void run() {
        for (CibFault fault : reading.faults()) {
            if (fault.kind() != CibFault.Kind.IGNORED) {
                findings.add(new Finding(Severity.ERROR, fault));
            }
        }
        Cib cib = reading.cib();
        if (cib == null) {
            return;
        }
        WorkingState state = Planner.read(cib, now);
        references(state);
        for (OptionFault fault : OptionFault.of(cib, now)) {
            findings.add(
                    Severity.ERROR,
                    "nvpair",
                    id(cib, fault.name()),
                    fault.name() + "=\"" + fault.value() + "\"",
                    fault.expected(),
                    "correct it; until then the default " + fault.byDefault() + " counts");
        }
        ResourceChecks.run(state, findings);
        ConstraintChecks.run(state, cib.configuration().constraints(), findings);
        AlertChecks.run(cib.configuration(), findings);
        fencing(state);
        circles(cib);
    }

    /** A node that is not known may still come, so its name is only worth a note. */
    private void references(WorkingState state) {
        List<NodeName> nodes = new ArrayList<>();
        for (PlanNode node : state.nodes) {
            nodes.add(new NodeName(node.name));
        }
        for (CibFault fault : ConfigurationCheck.faults(reading, nodes)) {
            if (fault.kind() == CibFault.Kind.VALUE) {
                findings.add(new Finding(Severity.ERROR, fault));
            } else if (fault.kind() == CibFault.Kind.REFERENCE) {
                boolean node =
                        fault.found().startsWith("node=") || fault.found().startsWith("target=");
                findings.add(new Finding(node ? Severity.NOTE : Severity.ERROR, fault));
            } else if (fault.kind() == CibFault.Kind.UNSUPPORTED) {
                findings.add(new Finding(Severity.NOTE, fault));
            }
        }
    }

    private static String id(Cib cib, String option) {
        return cib.configuration().crmConfig().stream()
                .flatMap(set -> set.pairs().stream())
                .filter(pair -> option.equals(pair.name()))
                .map(pair -> String.valueOf(pair.id()))
                .findFirst()
                .orElse("");
    }

    /** Without a device nothing starts where fencing is enabled; without fencing data may be written twice. */
    private void fencing(WorkingState state) {
        boolean devices = state.allResources().stream()
                .anyMatch(resource -> resource instanceof PlanPrimitive primitive && primitive.isFenceDevice());
        boolean resources = state.resources.stream().anyMatch(resource -> !resource.removed);
        if (!resources) {
            return;
        }
        if (!state.options.fencingEnabled()) {
            findings.add(
                    Severity.NOTE,
                    "crm_config",
                    null,
                    "fencing-enabled=\"false\"",
                    "fencing, where resources share data",
                    "a lost node may still write to what is taken over from it");
        } else if (!devices && !state.haveFenceDevice) {
            findings.add(
                    Severity.ERROR,
                    "resources",
                    null,
                    "no fence device while fencing is enabled",
                    "a device that can fence each node",
                    "configure a primitive of class stonith (or fencing-enabled=false where resources share nothing);"
                            + " until then nothing is started");
        }
    }

    /** A transition that cannot be completed comes from actions that wait for each other. */
    private void circles(Cib cib) {
        Plan plan = Planner.plan(cib, now);
        if (!Simulation.play(plan.state(), plan.graph(), now).complete()) {
            findings.add(
                    Severity.WARNING,
                    "constraints",
                    null,
                    "a transition that cannot be completed",
                    "orders that do not run in a circle",
                    "`systole simulate -S` shows what is done; remove an order of what is not");
        }
    }
}
