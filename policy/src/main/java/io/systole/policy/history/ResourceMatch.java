package io.systole.policy.history;

import io.systole.cib.AgentName;
import io.systole.cib.LrmResource;
import io.systole.cib.ResourceId;
import io.systole.policy.input.ResourceReader;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Preference;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides to which resource, or which instance of a clone, a history on a node belongs. */
final class ResourceMatch {
    private final WorkingState state;
    private final ResourceReader resources;

    ResourceMatch(WorkingState state, ResourceReader resources) {
        this.state = state;
        this.resources = resources;
    }

    /**
     * The primitive of an entry; one that is not configured is made up and marked removed, if anything is known of it.
     */
    @Nullable
    PlanPrimitive of(LrmResource entry, PlanNode node) {
        String id = entry.id().value();
        PlanResource found = state.resourceOrHistory(id);
        if (found == null) {
            PlanResource first = state.resource(FailCounts.base(id) + ":0");
            if (first != null && !first.unique) {
                found = first;
            }
        } else if (found.isCollective()) {
            return removed(entry);
        }
        PlanPrimitive primitive = found instanceof PlanPrimitive leaf ? leaf : null;
        if (primitive != null && !primitive.unique && primitive.top() instanceof PlanClone clone) {
            PlanBundle bundle = clone.parent instanceof PlanBundle inside ? inside : null;
            primitive = bundle != null ? inBundle(bundle, node) : instance(clone, FailCounts.base(id), node);
        }
        if (primitive == null) {
            return removed(entry);
        }
        if (!id.equals(primitive.id) && !id.equals(primitive.historyId)) {
            state.setHistoryId(primitive, id);
        }
        return primitive;
    }

    private static @Nullable PlanPrimitive inBundle(PlanBundle bundle, PlanNode node) {
        PlanBundle.Replica replica = bundle.replicaOf(node);
        return replica != null && replica.instance() instanceof PlanPrimitive primitive ? primitive : null;
    }

    /** The instance of an anonymous clone that the history of this node is hung on. */
    private @Nullable PlanPrimitive instance(PlanClone clone, String name, PlanNode node) {
        PlanPrimitive chosen = null;
        PlanPrimitive inactive = null;
        boolean inactiveAllowed = true;
        for (PlanResource instance : clone.children) {
            List<PlanNode> where = whereabouts(instance);
            if (!where.isEmpty()) {
                PlanPrimitive part = where.get(0) == node ? part(instance, name) : null;
                if (part != null && part.activeNodes.isEmpty()) {
                    chosen = part;
                    break;
                }
                if (part != null) {
                    inactive = null;
                    inactiveAllowed = false;
                }
            } else if (inactive == null && inactiveAllowed && !instance.anyBlocked()) {
                inactive = part(instance, name);
                if (inactive != null && inactive.pendingNode != null && inactive.pendingNode != node) {
                    inactive = null;
                }
            }
        }
        if (chosen == null && inactiveAllowed) {
            chosen = inactive;
        }
        boolean universal = clone.cloneMax == state.nodes.size();
        if (chosen != null
                && !chosen.needsFencing()
                && (!node.online || node.unclean)
                && !node.isGuest()
                && !universal) {
            chosen = null;
        }
        if (chosen == null) {
            PlanResource extra = resources.extraInstance(clone);
            chosen = extra == null ? null : part(extra, name);
        }
        return chosen;
    }

    /** Where an instance, or any member of it, is active or has an operation pending. */
    private static List<PlanNode> whereabouts(PlanResource instance) {
        List<PlanNode> nodes = new ArrayList<>();
        for (PlanPrimitive leaf : instance.leaves()) {
            for (PlanNode node : leaf.activeNodes) {
                if (!nodes.contains(node)) {
                    nodes.add(node);
                }
            }
            if (leaf.pendingNode != null && !nodes.contains(leaf.pendingNode)) {
                nodes.add(leaf.pendingNode);
            }
        }
        return nodes;
    }

    private static @Nullable PlanPrimitive part(PlanResource instance, String name) {
        for (PlanPrimitive leaf : instance.leaves()) {
            if (leaf.configuredId.equals(name) || leaf.id.equals(name) || name.equals(leaf.historyId)) {
                return leaf;
            }
        }
        return null;
    }

    private @Nullable PlanPrimitive removed(LrmResource entry) {
        if (entry.operations().isEmpty()) {
            return null;
        }
        AgentName agent = new AgentName(
                entry.resourceClass() == null ? "" : entry.resourceClass(),
                entry.provider(),
                entry.type() == null ? "" : entry.type());
        PlanPrimitive primitive = resources.removed(new ResourceId(entry.id().value()), agent);
        primitive.removedLaunched = entry.container() != null;
        if (primitive.isConnection()) {
            resources.linkRemovedConnection(primitive);
        }
        if (state.options.stopRemovedResources()) {
            Preference.banEverywhere(state, primitive, "removed from the configuration");
        } else {
            primitive.managed = false;
        }
        return primitive;
    }
}
