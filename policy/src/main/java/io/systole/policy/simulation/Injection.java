package io.systole.policy.simulation;

import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.Configuration;
import io.systole.cib.Status;
import io.systole.cib.TicketState;
import io.systole.cib.value.Truth;
import io.systole.policy.action.Task;
import io.systole.policy.graph.GraphResource;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import io.systole.policy.output.Modifications;
import io.systole.policy.output.ReportElement;
import io.systole.policy.output.ReportItem;
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
    private final List<ReportItem> items = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<TicketState> tickets;

    private Injection(WorkingState before, Instant wallClock) {
        this.before = before;
        this.status = new SimulatedStatus(before.cib.status(), wallClock);
        this.tickets = new ArrayList<>(before.cib.status().tickets());
    }

    /** The changed CIB, what was changed, and what was asked for and cannot be. */
    record Outcome(Cib cib, Modifications modifications, List<String> errors) {}

    static Outcome apply(WorkingState before, Events events, Instant wallClock) {
        return new Injection(before, wallClock).apply(events);
    }

    private Outcome apply(Events events) {
        for (String node : events.nodesUp()) {
            node("Bringing node " + node + " online", "Online", node);
            status.membership(node, id(node), "true", "online", "member", "member");
        }
        for (String node : events.nodesDown()) {
            node("Taking node " + node + " offline", "Offline", node);
            status.membership(node, id(node), "false", "offline", "down", "down");
            status.forget(node, id(node));
        }
        for (String node : events.nodesFailed()) {
            node("Failing node " + node, "Failing", node);
            status.membership(node, id(node), "false", "online", "member", "member");
        }
        events.ticketsGranted().forEach(id -> ticket("Granting ticket " + id, "Granting", id, "true", null));
        events.ticketsRevoked().forEach(id -> ticket("Revoking ticket " + id, "Revoking", id, "false", null));
        events.ticketsStandby().forEach(id -> ticket("Making ticket " + id + " standby", "Standby", id, null, "true"));
        events.ticketsActive().forEach(id -> ticket("Activating ticket " + id, "Activating", id, null, "false"));
        events.results().forEach(this::result);
        Status changed = new Status(status.status().nodeStates(), tickets);
        return new Outcome(
                new Cib(header(events), configuration(events), changed),
                new Modifications(events.quorum(), events.watchdog(), items),
                errors);
    }

    private String id(String name) {
        return NodeEntries.id(before.cib.configuration(), name);
    }

    private void node(String line, String action, String name) {
        items.add(new ReportItem(
                line, ReportElement.leaf("modify_node").with("action", action).with("node", name)));
    }

    private void ticket(String line, String action, String id, @Nullable String granted, @Nullable String standby) {
        items.add(new ReportItem(
                line, ReportElement.leaf("modify_ticket").with("action", action).with("ticket", id)));
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
    private void result(String text) {
        items.add(new ReportItem(
                "Injecting " + text + " into the configuration",
                ReportElement.leaf("inject_spec").with("spec", text)));
        OperationSpec result = OperationSpec.parse(text);
        PlanResource found = before.resourceOrHistory(result.resource());
        if (result.fault() != null) {
            errors.add(result.fault());
        } else if (found instanceof PlanPrimitive primitive) {
            record(result, primitive);
        } else {
            errors.add("Invalid resource name: " + result.resource());
        }
    }

    private void record(OperationSpec result, PlanPrimitive primitive) {
        String id = id(result.node());
        boolean emptyProbe = result.rc() == 7 && result.intervalMs() == 0;
        if (result.rc() != 0 && !emptyProbe) {
            boolean fatal = result.task().equals(Task.STOP)
                    || (result.task().equals(Task.START)
                            && Truth.isTrue(before.options.text("start-failure-is-fatal")));
            items.addAll(status.countFailure(result.node(), id, result.failureName(), fatal));
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
                        SimulatedStatus.recorded(result.task()),
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
        Configuration configuration = events.nodesUp().isEmpty() ? old : NodeEntries.with(old, status.touched());
        return events.watchdog() == null
                ? configuration
                : ClusterOption.set(configuration, "have-watchdog", events.watchdog());
    }
}
