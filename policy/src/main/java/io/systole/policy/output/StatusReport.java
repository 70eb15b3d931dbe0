package io.systole.policy.output;

import io.systole.policy.model.NodeKind;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A cluster's status as a tree: all nodes, all resources, and what else is wished for. */
public final class StatusReport {
    /** What is said of a node that does not tell what it is able to. */
    private static final String OLD_FEATURES = "<3.15.1";

    private StatusReport() {}

    /**
     * The tree.
     *
     * @param pending whether operations in flight are shown (not in the status that a simulation ends in)
     */
    public static ReportElement of(String name, WorkingState state, boolean pending, StatusWish wish) {
        List<ReportElement> parts = new ArrayList<>();
        if (!state.nodes.isEmpty()) {
            parts.add(ReportElement.list(
                    "nodes", state.nodes.stream().map(node -> node(state, node)).toList()));
        }
        parts.add(ReportElement.list("resources", new ResourceReport(state, pending).elements()));
        if (wish.attributes()) {
            add(parts, AttributeSection.element(state));
        }
        if (wish.failures()) {
            add(parts, FailureSection.countsElement(state, wish.zone()));
            add(parts, FailureSection.failedElement(state));
        }
        return ReportElement.section(name, parts);
    }

    private static void add(List<ReportElement> parts, @Nullable ReportElement part) {
        if (part != null) {
            parts.add(part);
        }
    }

    private static ReportElement node(WorkingState state, PlanNode node) {
        boolean remote = node.kind() != NodeKind.CLUSTER;
        boolean tells = !remote && node.online;
        String features = node.attribute("#feature-set");
        PlanPrimitive connection = node.connection;
        PlanPrimitive container = connection == null ? null : connection.launcher;
        return ReportElement.leaf("node")
                .with("name", node.name)
                .with("id", node.id)
                .with("online", node.online)
                .with("standby", node.standby)
                .with("standby_onfail", node.standbyOnFail)
                .with("maintenance", node.maintenance)
                .with("pending", node.pending)
                .with("unclean", node.unclean)
                .with("health", NodeHealth.of(state.options, node).name().toLowerCase(Locale.ROOT))
                .with("feature_set", !tells ? null : features == null ? OLD_FEATURES : features)
                .with("shutdown", node.shutdown)
                .with("expected_up", node.expectedUp)
                .with("is_dc", node.isDc)
                .with("resources_running", node.running.size())
                .with("type", remote ? "remote" : "member")
                .with("id_as_resource", container == null ? null : container.id);
    }
}
