package io.systole.policy.simulation;

import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.NodeName;
import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
import io.systole.cib.Status;
import io.systole.cib.TicketState;
import io.systole.policy.action.Task;
import io.systole.policy.graph.GraphResource;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import io.systole.policy.simulation.SimulateOptions.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes a CIB as if something had happened: nodes come and go, tickets are granted, operations have results. */
final class Injection {

    private final WorkingState before;
    private final SimulatedStatus status;
    private final List<String> lines = new ArrayList<>();
    private final List<TicketState> tickets;
    private final List<ConfiguredNode> addedNodes = new ArrayList<>();

    private Injection(WorkingState before, Instant wallClock) {
        this.before = before;
        this.status = new SimulatedStatus(before.cib.status(), wallClock);
        this.tickets = new ArrayList<>(before.cib.status().tickets());
    }

    /** The changed CIB, and the lines that say what was changed. */
    record Outcome(Cib cib, List<String> lines) {}

    static Outcome apply(WorkingState before, Events events, Instant wallClock) {
        return new Injection(before, wallClock).apply(events);
    }

    private Outcome apply(Events events) {
        if (events.quorum() != null) {
            lines.add("Setting quorum: " + events.quorum());
        }
        if (events.watchdog() != null) {
            lines.add("Setting watchdog: " + events.watchdog());
        }
        for (String node : events.nodesUp()) {
            lines.add("Bringing node " + node + " online");
            configure(node);
            status.membership(node, id(node), "true", "online", "member", "member");
        }
        for (String node : events.nodesDown()) {
            lines.add("Taking node " + node + " offline");
            status.membership(node, id(node), "false", "offline", "down", "down");
            status.forget(node, id(node));
        }
        for (String node : events.nodesFailed()) {
            lines.add("Failing node " + node);
            status.membership(node, id(node), "false", "online", "member", "member");
        }
        events.ticketsGranted().forEach(ticket -> ticket("Granting ticket " + ticket, ticket, "true", null));
        events.ticketsRevoked().forEach(ticket -> ticket("Revoking ticket " + ticket, ticket, "false", null));
        events.ticketsStandby().forEach(ticket -> ticket("Making ticket " + ticket + " standby", ticket, null, "true"));
        events.ticketsActive().forEach(ticket -> ticket("Activating ticket " + ticket, ticket, null, "false"));
        events.results().forEach(this::result);
        Status changed = new Status(status.status().nodeStates(), tickets);
        return new Outcome(new Cib(header(events), configuration(events), changed), lines);
    }

    private String id(String name) {
        for (ConfiguredNode node : before.cib.configuration().nodes()) {
            NodeName uname = node.uname();
            if (uname != null && uname.value().equalsIgnoreCase(name)) {
                return "remote".equals(node.type()) ? name : node.id();
            }
        }
        return name;
    }

    private void configure(String name) {
        boolean known = before.cib.configuration().nodes().stream()
                .anyMatch(node -> node.uname() != null && node.uname().value().equals(name));
        if (!known) {
            addedNodes.add(new ConfiguredNode(name, new NodeName(name), null, null, null, List.of(), List.of()));
        }
    }

    private void ticket(String line, String id, @Nullable String granted, @Nullable String standby) {
        lines.add(line);
        for (int i = 0; i < tickets.size(); i++) {
            TicketState ticket = tickets.get(i);
            if (ticket.id().equals(id)) {
                tickets.set(
                        i,
                        new TicketState(
                                id,
                                granted == null ? ticket.granted() : granted,
                                ticket.lastGranted(),
                                standby == null ? ticket.standby() : standby,
                                ticket.others()));
                return;
            }
        }
        tickets.add(new TicketState(id, granted, null, standby, new TreeMap<>()));
    }

    /** A result that was not success counts as a failure, but for a probe that finds nothing. */
    private void result(OperationResult result) {
        lines.add("Injecting " + result.text() + " into the configuration");
        PlanResource found = before.resourceOrHistory(result.resource());
        if (!(found instanceof PlanPrimitive primitive)) {
            return;
        }
        String id = id(result.node());
        boolean emptyProbe = result.rc() == 7 && result.intervalMs() == 0;
        if (result.rc() != 0 && !emptyProbe) {
            boolean fatal = result.task().equals(Task.STOP)
                    || (result.task().equals(Task.START)
                            && !"false".equals(before.options.text("start-failure-is-fatal")));
            lines.addAll(status.countFailure(result.node(), id, result.failureName(), fatal));
        }
        GraphResource resource = new GraphResource(
                "primitive",
                result.resource(),
                null,
                primitive.agent.resourceClass(),
                primitive.agent.provider(),
                primitive.agent.type());
        status.done(
                result.node(),
                id,
                new SimulatedOperation(
                        resource,
                        result.task(),
                        result.intervalMs(),
                        result.rc(),
                        0,
                        "Simulated action result",
                        null,
                        null,
                        null,
                        null));
    }

    private CibHeader header(Events events) {
        CibHeader header = before.cib.header();
        return events.quorum() == null
                ? header
                : new CibHeader(
                        header.version(),
                        header.validateWith(),
                        header.crmFeatureSet(),
                        events.quorum(),
                        header.dcUuid(),
                        header.cibLastWritten(),
                        header.updateOrigin(),
                        header.updateClient(),
                        header.updateUser(),
                        header.executionDate(),
                        header.noQuorumPanic(),
                        header.remoteTlsPort(),
                        header.remoteClearPort());
    }

    private Configuration configuration(Events events) {
        Configuration old = before.cib.configuration();
        List<PropertySet> options = new ArrayList<>(old.crmConfig());
        if (events.watchdog() != null) {
            NvPair pair = new NvPair("simulated-have-watchdog", null, "have-watchdog", events.watchdog());
            options.add(new PropertySet("simulated", null, "INFINITY", null, List.of(pair)));
            options.replaceAll(set -> set.id() != null && set.id().equals("simulated") ? set : without(set));
        }
        List<ConfiguredNode> nodes = new ArrayList<>(old.nodes());
        nodes.addAll(addedNodes);
        return new Configuration(
                options,
                nodes,
                old.resources(),
                old.constraints(),
                old.rscDefaults(),
                old.opDefaults(),
                old.fencingTopology(),
                old.tags(),
                old.alerts(),
                old.acls());
    }

    private static PropertySet without(PropertySet set) {
        List<NvPair> kept = set.pairs().stream()
                .filter(pair -> !"have-watchdog".equals(pair.name()))
                .toList();
        return new PropertySet(set.id(), set.idRef(), set.score(), set.rule(), kept);
    }
}
