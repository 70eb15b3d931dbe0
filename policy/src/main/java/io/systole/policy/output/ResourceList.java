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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The lines of the full list of resources, collectives with their parts one level deeper. */
final class ResourceList {

    private static final int TOP = 2;

    private final WorkingState state;
    private final PrimitiveLine primitives;
    private final CloneSummary clones;
    private final List<String> lines = new ArrayList<>();

    ResourceList(WorkingState state, boolean showPending) {
        this.state = state;
        this.primitives = new PrimitiveLine(state, showPending);
        this.clones = new CloneSummary(primitives);
    }

    List<String> lines() {
        for (PlanResource resource : state.resources) {
            if (shown(resource)) {
                add(resource, TOP);
            }
        }
        if (lines.isEmpty()) {
            line(TOP, "No resources");
        }
        return lines;
    }

    /** Not a resource that was removed and is not active any more, nor one that the configuration only implies. */
    static boolean shown(PlanResource resource) {
        return !gone(resource) && !resource.metaTrue("internal_rsc");
    }

    static boolean gone(PlanResource resource) {
        return resource.removed && !all(resource, PlanPrimitive::active);
    }

    static boolean all(PlanResource resource, Predicate<PlanPrimitive> test) {
        return resource.leaves().stream().allMatch(test);
    }

    static boolean any(PlanResource resource, Predicate<PlanPrimitive> test) {
        return resource.leaves().stream().anyMatch(test);
    }

    private void line(int depth, String text) {
        lines.add("  ".repeat(depth) + "* " + text);
    }

    private void add(PlanResource resource, int depth) {
        if (resource instanceof PlanPrimitive primitive) {
            line(depth, primitives.of(primitive));
        } else if (resource instanceof PlanGroup group) {
            List<String> flags = new ArrayList<>();
            if (PrimitiveLine.disabled(group)) {
                flags.add("disabled");
            }
            managedFlag(group, flags);
            line(depth, "Resource Group: " + group.id + inBrackets(flags) + ":");
            group.children.forEach(member -> add(member, depth + 1));
        } else if (resource instanceof PlanClone clone) {
            addClone(clone, depth);
        } else if (resource instanceof PlanBundle bundle) {
            addBundle(bundle, depth);
        }
    }

    private static void managedFlag(PlanResource resource, List<String> flags) {
        if (resource.maintenance) {
            flags.add("maintenance");
        } else if (!resource.managed) {
            flags.add("unmanaged");
        }
    }

    private static String inBrackets(List<String> flags) {
        return flags.isEmpty() ? "" : " (" + String.join(", ", flags) + ")";
    }

    private void addClone(PlanClone clone, int depth) {
        List<String> flags = new ArrayList<>();
        if (clone.promotable) {
            flags.add("promotable");
        }
        if (clone.unique) {
            flags.add("unique");
        }
        if (PrimitiveLine.disabled(clone)) {
            flags.add("disabled");
        }
        managedFlag(clone, flags);
        String child = clone.children.isEmpty() ? "" : clone.children.get(0).configuredId;
        line(depth, "Clone Set: " + clone.id + " [" + child + "]" + inBrackets(flags) + ":");
        CloneSummary.Shown shown = clones.of(clone);
        shown.inFull().forEach(instance -> add(instance, depth + 1));
        shown.lines().forEach(text -> line(depth + 1, text));
    }

    private void addBundle(PlanBundle bundle, int depth) {
        if (bundle.replicas.isEmpty()) {
            return;
        }
        List<String> flags = new ArrayList<>();
        managedFlag(bundle, flags);
        String image =
                bundle.config instanceof Bundle config ? config.container().image() : "";
        line(
                depth,
                "Container bundle"
                        + (bundle.replicas.size() > 1 ? " set" : "")
                        + ": "
                        + bundle.id
                        + " ["
                        + image
                        + "]"
                        + (bundle.unique ? " (unique)" : "")
                        + inBrackets(flags)
                        + ":");
        for (PlanBundle.Replica replica : bundle.replicas) {
            PlanPrimitive connection = replica.connection();
            PlanResource named = connection == null ? replica.container() : connection;
            String label = named.id + (replica.ip() == null ? "" : " (" + replica.ip() + ")");
            PlanPrimitive described =
                    replica.instance() instanceof PlanPrimitive instance ? instance : replica.container();
            @Nullable PlanNode host = replica.container().currentNode();
            line(depth + 1, label + primitives.rest(described, host));
        }
    }
}
