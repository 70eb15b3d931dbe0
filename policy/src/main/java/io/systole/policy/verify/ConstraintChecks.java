package io.systole.policy.verify;

import io.systole.cib.Colocation;
import io.systole.cib.Constraint;
import io.systole.cib.Location;
import io.systole.cib.Order;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.Ticket;
import io.systole.cib.value.Truth;
import io.systole.policy.constraint.Referents;
import io.systole.policy.model.WorkingState;
import io.systole.policy.verify.Finding.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is at fault in constraints whose references exist: resources that they cannot be about, and contradictions. */
final class ConstraintChecks {
    private final Referents referents;
    private final Findings findings;

    private ConstraintChecks(Referents referents, Findings findings) {
        this.referents = referents;
        this.findings = findings;
    }

    static void run(WorkingState state, List<Constraint> constraints, Findings findings) {
        var checks = new ConstraintChecks(new Referents(state), findings);
        constraints.forEach(checks::constraint);
    }

    private void constraint(Constraint constraint) {
        if (constraint instanceof Location l) {
            about("rsc_location", l.id(), l.rsc());
            sets("rsc_location", l.id(), l.sets());
        } else if (constraint instanceof Colocation c) {
            about("rsc_colocation", c.id(), c.rsc());
            about("rsc_colocation", c.id(), c.withRsc());
            sets("rsc_colocation", c.id(), c.sets());
            itself("rsc_colocation", c.id(), c.rsc(), c.withRsc());
        } else if (constraint instanceof Order o) {
            about("rsc_order", o.id(), o.first());
            about("rsc_order", o.id(), o.then());
            sets("rsc_order", o.id(), o.sets());
            symmetry(o);
        } else if (constraint instanceof Ticket t) {
            about("rsc_ticket", t.id(), t.rsc());
            sets("rsc_ticket", t.id(), t.sets());
        }
    }

    private void sets(String element, String id, List<ResourceSet> sets) {
        sets.forEach(set -> set.resources().forEach(resource -> about(element, id, resource)));
    }

    /** The resource inside of a clone goes by its instances' names; the constraint has to name the clone. */
    private void about(String element, String id, @Nullable ResourceId resource) {
        if (resource != null
                && findings.isWritten(resource.value())
                && referents.resource(resource) == null
                && referents.members(resource) == null) {
            findings.add(
                    Severity.ERROR,
                    element,
                    id,
                    "\"" + resource + "\", which is inside of a clone or bundle,",
                    "the id of the clone or bundle",
                    "name that instead; the constraint is left aside");
        }
    }

    private void itself(String element, String id, @Nullable ResourceId one, @Nullable ResourceId other) {
        if (one != null && one.equals(other)) {
            findings.add(
                    Severity.WARNING,
                    element,
                    id,
                    "\"" + one + "\" with itself",
                    "two resources",
                    "correct one of them, or remove the constraint");
        }
    }

    private void symmetry(Order order) {
        if ("Serialize".equals(order.kind()) && Truth.isTrue(order.symmetrical())) {
            findings.add(
                    Severity.WARNING,
                    "rsc_order",
                    order.id(),
                    "symmetrical=\"" + order.symmetrical() + "\" with kind Serialize",
                    "no symmetrical",
                    "remove it; it is left aside");
        }
    }
}
