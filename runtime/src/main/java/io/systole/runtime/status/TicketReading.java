package io.systole.runtime.status;

import io.systole.cib.Cib;
import io.systole.cib.ResourceSet;
import io.systole.cib.Ticket;
import io.systole.cib.TicketState;
import io.systole.cib.value.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the tickets: those that something is known of, and those that a constraint names. */
public final class TicketReading {
    private TicketReading() {}

    /** The tickets by name. */
    public static List<TicketView> of(Cib cib) {
        SortedMap<String, TicketState> states = new TreeMap<>();
        SortedMap<String, List<TicketView.Need>> needs = new TreeMap<>();
        cib.configuration().constraints().forEach(constraint -> {
            if (constraint instanceof Ticket ticket) {
                needs.computeIfAbsent(ticket.ticket(), none -> new ArrayList<>())
                        .add(new TicketView.Need(ticket.id(), resources(ticket), ticket.lossPolicy()));
                states.putIfAbsent(ticket.ticket(), unknown(ticket.ticket()));
            }
        });
        cib.status().tickets().forEach(state -> states.put(state.id(), state));
        return states.values().stream()
                .map(state -> view(state, needs.getOrDefault(state.id(), List.of())))
                .toList();
    }

    private static TicketState unknown(String id) {
        return new TicketState(id, null, null, null, new TreeMap<>());
    }

    private static List<String> resources(Ticket ticket) {
        List<String> resources = new ArrayList<>();
        if (ticket.rsc() != null) {
            resources.add(named(ticket.rsc().value(), ticket.rscRole()));
        }
        for (ResourceSet set : ticket.sets()) {
            set.resources().forEach(resource -> resources.add(named(resource.value(), set.role())));
        }
        return resources;
    }

    private static String named(String resource, @Nullable String role) {
        return role == null ? resource : resource + " " + role;
    }

    private static TicketView view(TicketState state, List<TicketView.Need> needs) {
        return new TicketView(
                state.id(),
                Truth.isTrue(state.granted()),
                Truth.isTrue(state.standby()),
                instant(state.lastGranted()),
                state.others(),
                needs);
    }

    private static @Nullable Instant instant(@Nullable String epochSeconds) {
        return epochSeconds != null && epochSeconds.matches("[0-9]{1,12}")
                ? Instant.ofEpochSecond(Long.parseLong(epochSeconds))
                : null;
    }
}
