package io.systole.policy.constraint;

import io.systole.cib.Colocation;
import io.systole.cib.Constraint;
import io.systole.cib.Location;
import io.systole.cib.Ticket;
import io.systole.policy.action.FenceRequests;
import io.systole.policy.model.WorkingState;

/** Reads node health and then the constraints in document order; orders are read where the actions are. */
public final class ConstraintReader {
    private ConstraintReader() {}

    public static void read(WorkingState state, FenceRequests fences) {
        Referents referents = new Referents(state);
        LocationReader locations = new LocationReader(state, referents);
        ColocationReader colocations = new ColocationReader(state, referents);
        TicketReader tickets = new TicketReader(state, referents, fences);
        Health.apply(state, locations);
        for (Constraint constraint : state.cib.configuration().constraints()) {
            if (constraint instanceof Location location) {
                locations.read(location);
            } else if (constraint instanceof Colocation colocation) {
                colocations.read(colocation);
            } else if (constraint instanceof Ticket ticket) {
                tickets.read(ticket);
            }
        }
    }
}
