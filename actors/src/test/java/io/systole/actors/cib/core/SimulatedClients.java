package io.systole.actors.cib.core;

import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.TicketEdit;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Clients of a simulated cluster: they set options, each once, and ask again when they were not told what became of it. */
final class SimulatedClients {
    private static final Set<TicketEdit.Kind> ENABLING = Set.of(TicketEdit.Kind.GRANT, TicketEdit.Kind.ACTIVATE);

    /** What became of each request, by its name, which is the option that it sets. */
    final SortedMap<String, Told> results = new TreeMap<>();

    /** When each request was made for the first time, in steps. */
    final SortedMap<String, Long> asked = new TreeMap<>();

    /** When a ticket was last granted or activated by anybody, in steps. */
    long enabled = -1;

    private final Map<String, ConfigurationChange> changes = new HashMap<>();
    private final Map<RequestId, Request> requests = new HashMap<>();
    private final SimulatedCib cluster;
    private final Random random;
    private long numbers;

    /** An answer, and when it came, in steps. */
    record Told(ChangeResult result, long at) {}

    SimulatedClients(SimulatedCib cluster, Random random) {
        this.cluster = cluster;
        this.random = random;
    }

    void request(SimulatedCib.Node node) {
        if (node.up()) {
            String option = "option-" + ++numbers;
            asked.put(option, cluster.steps);
            request(node, option, set(option));
        }
    }

    /** Has a ticket changed: an attribute under its own name, which is judged in the end. */
    void request(SimulatedCib.Node node, TicketEdit edit) {
        if (node.up()) {
            String name = edit.name() == null ? "ticket-" + ++numbers : edit.name();
            request(node, name, new ConfigurationChange.Ticket(edit));
        }
    }

    private static ConfigurationChange set(String option) {
        return new ConfigurationChange.Edit(new CibEdit.SetOption(option, "1"));
    }

    /** A client that does not know what became of its request makes it again, or only asks, on any node. */
    void askAgain(SimulatedCib.Node node) {
        List<String> unknown = results.entrySet().stream()
                .filter(entry -> entry.getValue().result() instanceof ChangeResult.Unknown)
                .map(Map.Entry::getKey)
                .toList();
        if (!unknown.isEmpty() && node.up()) {
            String option = unknown.get(random.nextInt(unknown.size()));
            request(
                    node,
                    option,
                    random.nextBoolean() ? new ConfigurationChange.Ask() : Objects.requireNonNull(changes.get(option)));
        }
    }

    private void request(SimulatedCib.Node node, String name, ConfigurationChange change) {
        var id = new RequestId(node.name, ++numbers);
        var request = new Request(id, name, change, new Author("root", "simulation"), null, Instant.EPOCH);
        requests.put(id, request);
        if (change instanceof ConfigurationChange.Ticket ticket
                && ENABLING.contains(ticket.edit().kind())) {
            enabled = cluster.steps;
        }
        changes.putIfAbsent(name, change);
        node.happens(new CibEvent.ChangeRequested(request));
        cluster.timer(node, () -> node.happens(new CibEvent.RequestTimedOut(id)));
    }

    /** An answer that says whether the change is there; that nothing was found by asking is no word about the change. */
    void answered(RequestId id, ChangeResult result) {
        Request request = Objects.requireNonNull(requests.get(id));
        boolean onlyAsked = request.change() instanceof ConfigurationChange.Ask;
        if (!onlyAsked || result instanceof ChangeResult.Accepted) {
            told(request.name(), result);
        }
    }

    /** The first answer that is sure counts. That a later try was not done says nothing about the first. */
    private void told(String name, ChangeResult result) {
        Told before = results.get(name);
        boolean unknown = before != null && before.result() instanceof ChangeResult.Unknown;
        if (before == null || (unknown && result instanceof ChangeResult.Accepted)) {
            results.put(name, new Told(result, cluster.steps));
        }
    }
}
