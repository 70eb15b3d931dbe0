package io.systole.policy.model;

import io.systole.policy.model.Choice.Criterion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the assignment writes down while it decides: every score that it looked at, and what it chose, in order. */
public final class ScoreLedger {
    private final List<ScoreLine> lines = new ArrayList<>();
    private final List<Choice> choices = new ArrayList<>();
    private final List<UtilizationLine> utilization = new ArrayList<>();

    /** Dumps the table of a resource and of all below it; removed resources are left out with all below. */
    public void dump(String phase, PlanResource resource) {
        if (resource.removed) {
            return;
        }
        for (Candidate candidate : resource.candidates.byName()) {
            lines.add(new ScoreLine(phase, resource.id, candidate.node.name, candidate.score, candidate.why));
        }
        for (PlanResource child : resource.children) {
            dump(phase, child);
        }
    }

    public void promotion(PlanResource instance, @Nullable PlanNode node) {
        lines.add(new ScoreLine(
                "", instance.id, node == null ? null : node.name, instance.promotionPriority, instance.promotionWhy));
    }

    /** Notes what capacity a node has; bundle nodes have none of their own. */
    public void capacity(String comment, PlanNode node) {
        PlanPrimitive connection = node.connection;
        if (connection == null || connection.bundle() == null) {
            utilization.add(new UtilizationLine(
                    lines.size(), comment, node.name, null, UtilizationLine.amounts(node.capacity)));
        }
    }

    /** Notes what a primitive takes of the node that it was just assigned to. */
    public void uses(PlanPrimitive primitive, PlanNode node) {
        utilization.add(new UtilizationLine(
                lines.size(), "", node.name, primitive.id, UtilizationLine.amounts(primitive.utilization)));
    }

    /** Notes where a primitive was assigned to just now, and why; a later note of the same one replaces it. */
    public void chose(PlanPrimitive primitive, Criterion criterion) {
        PlanNode node = primitive.assignedNode();
        choices.add(new Choice(primitive.id, node == null ? null : node.name, criterion));
    }

    public List<ScoreLine> lines() {
        return Collections.unmodifiableList(lines);
    }

    public List<UtilizationLine> utilization() {
        return Collections.unmodifiableList(utilization);
    }

    public List<Choice> choices() {
        return Collections.unmodifiableList(choices);
    }
}
