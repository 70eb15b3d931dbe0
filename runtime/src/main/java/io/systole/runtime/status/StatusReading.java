package io.systole.runtime.status;

import io.systole.cib.Cib;
import io.systole.cib.Status;
import io.systole.policy.Planner;
import io.systole.policy.output.StatusText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the whole status from the CIB and the other facts. */
public final class StatusReading {
    private StatusReading() {}

    public static StatusView of(Cib cib, StatusFacts facts) {
        var current = withStandings(cib, facts);
        var state = Planner.read(current, facts.at());
        return new StatusView(
                facts.cluster(),
                facts.askedNode(),
                facts.dc(),
                facts.quorate(),
                facts.quorum(),
                facts.waitingFor(),
                facts.at(),
                facts.sbd(),
                cib.header().version().toString(),
                lastChange(cib),
                facts.phase(),
                Attention.of(current, facts),
                StatusText.instances(state),
                NodeReading.of(current, facts, state),
                new ResourceReading(state).views(),
                StatusText.resources(state),
                FailureReading.of(state),
                TicketReading.of(current),
                facts.fencing());
    }

    /** Membership is the fresher truth about the nodes that it knows. */
    private static Cib withStandings(Cib cib, StatusFacts facts) {
        var states = cib.status().nodeStates().stream()
                .map(state -> Optional.ofNullable(facts.standings().get(NodeReading.nameOf(state)))
                        .map(standing -> state.withFields(standing.fields()))
                        .orElse(state))
                .toList();
        return new Cib(
                cib.header(),
                cib.configuration(),
                new Status(states, cib.status().tickets()));
    }

    private static @Nullable String lastChange(Cib cib) {
        var header = cib.header();
        if (header.cibLastWritten() == null) {
            return null;
        }
        var by = header.updateUser() == null ? "" : " by " + header.updateUser();
        var via = header.updateClient() == null ? "" : " via " + header.updateClient();
        var on = header.updateOrigin() == null ? "" : " on " + header.updateOrigin();
        return header.cibLastWritten() + by + via + on;
    }
}
