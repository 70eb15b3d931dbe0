package io.systole.policy.output;

import io.systole.cib.value.NaturalOrder;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decides which instances of a clone are shown in full, and sums the others up by where they run. */
final class CloneSummary {

    private final PrimitiveLine primitives;

    CloneSummary(PrimitiveLine primitives) {
        this.primitives = primitives;
    }

    /** What is shown of a clone: some instances in full, then lines for the rest. */
    record Shown(List<PlanResource> inFull, List<String> lines) {}

    Shown of(PlanClone clone) {
        List<PlanResource> inFull = new ArrayList<>();
        List<String> promoted = new ArrayList<>();
        List<String> started = new ArrayList<>();
        for (PlanResource instance : inOrder(clone)) {
            boolean partly = ResourceList.any(instance, PlanPrimitive::active);
            if (clone.unique) {
                if (!clone.removed || partly) {
                    inFull.add(instance);
                }
            } else if (instance instanceof PlanPrimitive primitive && primitives.pending(primitive) != null) {
                inFull.add(instance);
            } else if (partly) {
                if (!byName(instance, promoted, started)) {
                    inFull.add(instance);
                }
            }
        }
        List<String> lines = new ArrayList<>();
        named(lines, "Promoted", promoted);
        Role target = Role.parse(targetRole(clone));
        String title =
                !clone.promotable ? "Started" : target == Role.UNPROMOTED ? "Unpromoted (target-role)" : "Unpromoted";
        named(lines, title, started);
        if (!clone.unique && clone.cloneMax > promoted.size() + started.size()) {
            stopped(clone, target).forEach((text, names) -> named(lines, text, names));
        }
        return new Shown(inFull, lines);
    }

    /** The instances by their numbers. */
    static List<PlanResource> inOrder(PlanClone clone) {
        List<PlanResource> instances = new ArrayList<>(clone.children);
        instances.sort(Comparator.comparingInt(instance -> instance.instance));
        return instances;
    }

    /** The configured target role: the clone's own, else that of its first instance. */
    static @Nullable String targetRole(PlanClone clone) {
        String own = clone.meta("target-role");
        return own != null || clone.children.isEmpty()
                ? own
                : inOrder(clone).get(0).meta("target-role");
    }

    private static void named(List<String> lines, String title, List<String> names) {
        if (!names.isEmpty()) {
            names.sort(NaturalOrder.INSTANCE);
            lines.add(title + ": [ " + String.join(" ", names) + " ]");
        }
    }

    /** Adds the node of an instance that is as it should be to its list; false for one that is worth a line. */
    private static boolean byName(PlanResource instance, List<String> promoted, List<String> started) {
        boolean odd = instance.removed
                || !instance.managed
                || ResourceList.any(instance, leaf -> leaf.removed || !leaf.managed)
                || instance.anyFailed();
        if (odd || !ResourceList.all(instance, PlanPrimitive::active)) {
            return false;
        }
        List<PlanNode> nodes = instance.activeNodes.stream().distinct().toList();
        if (nodes.size() != 1) {
            return false;
        }
        PlanNode node = nodes.get(0);
        if (!node.online && node.unclean) {
            return false;
        }
        (instance.highestCurrentRole().above(Role.UNPROMOTED) ? promoted : started).add(node.name);
        return true;
    }

    /** The nodes where the clone does not run, by why not. */
    private SortedMap<String, List<String>> stopped(PlanClone clone, @Nullable Role target) {
        List<PlanNode> nodes = new ArrayList<>();
        for (Candidate candidate : clone.candidates.walk()) {
            nodes.add(candidate.node);
        }
        if (nodes.isEmpty()) {
            nodes.addAll(clone.knownOn);
        }
        nodes.removeAll(clone.activeNodes);
        NavigableMap<String, List<String>> byText = new TreeMap<>();
        for (PlanNode node : nodes) {
            String probe = clone.children.isEmpty() || !(clone.children.get(0) instanceof PlanPrimitive child)
                    ? null
                    : primitives.failedProbe(child, node);
            String text = probe != null
                    ? "Stopped (" + probe + ")"
                    : target == Role.STOPPED ? "Stopped (disabled)" : "Stopped";
            byText.computeIfAbsent(text, unused -> new ArrayList<>()).add(node.name);
        }
        return byText;
    }
}
