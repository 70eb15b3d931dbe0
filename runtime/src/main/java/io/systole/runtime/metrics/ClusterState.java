package io.systole.runtime.metrics;

import io.systole.cib.Cib;
import io.systole.cib.Location;
import io.systole.cib.value.Scores;
import io.systole.policy.Planner;
import io.systole.policy.model.WorkingState;
import io.systole.policy.output.ReportElement;
import io.systole.policy.output.StatusReport;
import io.systole.policy.output.StatusWish;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The state of nodes and resources as samples, from the same report that crm_mon writes as XML. */
final class ClusterState {
    private static final List<String> NODE_STATES = List.of(
            "online", "standby", "standby_onfail", "maintenance", "pending", "unclean", "shutdown", "expected_up");
    private static final List<String> RESOURCE_STATES =
            List.of("active", "orphaned", "blocked", "failed", "failure_ignored");
    private static final DateTimeFormatter LAST_WRITTEN =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT);

    private final List<Sample> samples = new ArrayList<>();

    private ClusterState() {}

    static List<Sample> of(Cib cib, Instant at) {
        WorkingState state = Planner.read(cib, at);
        ReportElement report = StatusReport.of("status", state, true, new StatusWish(true, true, ZoneOffset.UTC));
        var reading = new ClusterState();
        report.children().forEach(reading::section);
        reading.add(Sample.of(Metric.STONITH_ENABLED, state.options.fencingEnabled()));
        reading.configuration(cib);
        return reading.samples;
    }

    private void section(ReportElement section) {
        switch (section.name()) {
            case "nodes" -> section.children().forEach(this::node);
            case "resources" -> section.children().forEach(each -> resource(each, "", ""));
            case "node_attributes" -> section.children().forEach(this::attributes);
            case "node_history" -> section.children().forEach(this::history);
            default -> {
                // what no metric tells of: operations, failures, tickets, bans
            }
        }
    }

    private void node(ReportElement node) {
        String name = text(node, "name");
        String type = text(node, "type");
        NODE_STATES.forEach(state ->
                add(Sample.of(Metric.NODES, isTrue(node, state), "node", name, "type", type, "status", state)));
        add(Sample.of(Metric.NODES, isTrue(node, "is_dc"), "node", name, "type", type, "status", "dc"));
    }

    private void resource(ReportElement element, String clone, String group) {
        switch (element.name()) {
            case "clone" -> element.children().forEach(each -> resource(each, text(element, "id"), group));
            case "group" -> element.children().forEach(each -> resource(each, clone, text(element, "id")));
            case "bundle", "replica" -> element.children().forEach(each -> resource(each, clone, group));
            case "resource" -> {
                List<String> nodes = element.children().stream()
                        .filter(child -> child.name().equals("node"))
                        .map(node -> text(node, "name"))
                        .toList();
                (nodes.isEmpty() ? List.of("") : nodes).forEach(node -> instance(element, clone, group, node));
            }
            default -> {
                // nodes that are told of elsewhere
            }
        }
    }

    private void instance(ReportElement resource, String clone, String group, String node) {
        for (String state : RESOURCE_STATES) {
            add(Sample.of(
                    Metric.RESOURCES,
                    isTrue(resource, state),
                    "resource",
                    text(resource, "id"),
                    "agent",
                    text(resource, "resource_agent"),
                    "role",
                    role(resource),
                    "managed",
                    text(resource, "managed"),
                    "node",
                    node,
                    "clone",
                    clone,
                    "group",
                    group,
                    "status",
                    state));
        }
    }

    /** What is under way counts for more than what is, as with crm_mon's own list. */
    private static String role(ReportElement resource) {
        String pending = text(resource, "pending");
        return (pending.isEmpty() ? text(resource, "role") : pending).toLowerCase(Locale.ROOT);
    }

    private void attributes(ReportElement node) {
        for (ReportElement attribute : node.children()) {
            add(Sample.of(
                    Metric.NODE_ATTRIBUTES,
                    1,
                    "node",
                    text(node, "name"),
                    "name",
                    text(attribute, "name"),
                    "value",
                    text(attribute, "value")));
        }
    }

    private void history(ReportElement node) {
        for (ReportElement resource : node.children()) {
            String[] labels = {"node", text(node, "name"), "resource", text(resource, "id")};
            String fails = text(resource, "fail-count");
            add(Sample.of(Metric.FAIL_COUNT, fails.isEmpty() ? 0 : score(fails), labels));
            add(Sample.of(Metric.MIGRATION_THRESHOLD, score(text(resource, "migration-threshold")), labels));
        }
    }

    private void configuration(Cib cib) {
        for (var constraint : cib.configuration().constraints()) {
            if (constraint instanceof Location location
                    && location.rsc() != null
                    && location.node() != null
                    && location.score() != null) {
                add(Sample.of(
                        Metric.LOCATION_CONSTRAINTS,
                        score(location.score()),
                        "constraint",
                        location.id(),
                        "node",
                        location.node().value(),
                        "resource",
                        location.rsc().value(),
                        "role",
                        location.role() == null ? "" : location.role().toLowerCase(Locale.ROOT)));
            }
        }
        String written = cib.header().cibLastWritten();
        if (written != null) {
            try {
                var time = LAST_WRITTEN.parse(written, LocalDateTime::from);
                add(Sample.of(Metric.CONFIG_LAST_CHANGE, (double) time.toEpochSecond(ZoneOffset.UTC)));
            } catch (DateTimeException unreadable) {
                // a document from elsewhere: nobody knows when that was
            }
        }
    }

    private void add(Sample sample) {
        samples.add(sample);
    }

    private static double score(String text) {
        int score = Scores.parseOr(text, 0);
        if (Math.abs(score) < Scores.INFINITY) {
            return score;
        }
        return score > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    private static boolean isTrue(ReportElement element, String field) {
        return text(element, field).equals("true");
    }

    private static String text(ReportElement element, String field) {
        return element.fields().stream()
                .filter(each -> each.name().equals(field))
                .map(each -> String.valueOf(each.value()))
                .findFirst()
                .orElse("");
    }
}
