package io.systole.policy.output;

import io.systole.cib.Bundle;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The full list of resources as a tree, in the order of the text; implied connections are listed as well. */
final class ResourceReport {
    private final WorkingState state;
    private final PrimitiveLine primitives;

    ResourceReport(WorkingState state, boolean pending) {
        this.state = state;
        this.primitives = new PrimitiveLine(state, pending);
    }

    List<ReportElement> elements() {
        return state.resources.stream()
                .filter(resource -> !ResourceList.gone(resource))
                .map(this::element)
                .toList();
    }

    private ReportElement element(PlanResource resource) {
        if (resource instanceof PlanGroup group) {
            return collective("group", group.id, group.children)
                    .with("number_resources", group.children.size())
                    .with("maintenance", group.maintenance)
                    .with("managed", group.managed)
                    .with("disabled", PrimitiveLine.disabled(group));
        }
        if (resource instanceof PlanClone clone) {
            return clone(clone);
        }
        if (resource instanceof PlanBundle bundle) {
            return bundle(bundle);
        }
        return primitive((PlanPrimitive) resource);
    }

    private ReportElement collective(String name, String id, List<? extends PlanResource> members) {
        List<ReportElement> elements = new ArrayList<>();
        members.forEach(member -> elements.add(element(member)));
        return ReportElement.list(name, elements).with("id", id);
    }

    private ReportElement clone(PlanClone clone) {
        return collective("clone", clone.id, CloneSummary.inOrder(clone))
                .with("multi_state", clone.promotable)
                .with("unique", clone.unique)
                .with("maintenance", clone.maintenance)
                .with("managed", clone.managed)
                .with("disabled", PrimitiveLine.disabled(clone))
                .with("failed", clone.failed)
                .with("failure_ignored", false)
                .with("target_role", CloneSummary.targetRole(clone));
    }

    private ReportElement bundle(PlanBundle bundle) {
        String technology = "";
        String image = "";
        if (bundle.config instanceof Bundle config) {
            technology = config.container().technology();
            image = config.container().image();
        }
        List<ReportElement> replicas = new ArrayList<>();
        for (PlanBundle.Replica replica : bundle.replicas) {
            List<PlanResource> parts = new ArrayList<>();
            Stream.of(replica.address(), replica.instance(), replica.container(), replica.connection())
                    .filter(Objects::nonNull)
                    .forEach(parts::add);
            replicas.add(collective("replica", Integer.toString(replica.offset()), parts));
        }
        return ReportElement.list("bundle", replicas)
                .with("id", bundle.id)
                .with("type", technology)
                .with("image", image)
                .with("unique", bundle.unique)
                .with("maintenance", bundle.maintenance)
                .with("managed", bundle.managed)
                .with("failed", bundle.failed);
    }

    private ReportElement primitive(PlanPrimitive primitive) {
        PlanNode lock = primitive.lockNode;
        List<ReportElement> nodes = new ArrayList<>();
        for (PlanNode node : primitive.activeNodes) {
            nodes.add(ReportElement.leaf("node")
                    .with("name", node.name)
                    .with("id", node.id)
                    .with("cached", node.online));
        }
        return ReportElement.list("resource", nodes)
                .with("id", PrimitiveLine.printable(primitive))
                .with("resource_agent", PrimitiveLine.agent(primitive))
                .with("role", primitives.shownState(primitive))
                .with("target_role", primitive.meta("target-role"))
                .with("active", primitive.active())
                .with("orphaned", primitive.removed)
                .with("removed", primitive.removed)
                .with("blocked", primitive.blocked)
                .with("maintenance", primitive.maintenance)
                .with("managed", primitive.managed)
                .with("failed", primitive.failed)
                .with("failure_ignored", primitive.ignoreFailure)
                .with("nodes_running_on", primitive.activeNodes.size())
                .with("pending", "monitor".equals(primitives.pending(primitive)) ? "Monitoring" : null)
                .with("locked_to", lock == null ? null : lock.name);
    }
}
