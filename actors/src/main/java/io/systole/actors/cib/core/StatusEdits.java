package io.systole.actors.cib.core;

import io.systole.actors.cib.StatusChange;
import io.systole.actors.cib.StatusChange.PutAttribute;
import io.systole.actors.cib.StatusChange.PutHistory;
import io.systole.actors.cib.StatusChange.RemoveHistory;
import io.systole.cib.Lrm;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NvPair;
import io.systole.cib.OpHistory;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceId;
import io.systole.cib.TransientAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies what a node says of itself to its part. Equal parts and changes give equal parts on every node. */
final class StatusEdits {
    private StatusEdits() {}

    /** A node that has just started: it has run nothing yet. */
    static Part born(long incarnation, NodeName node) {
        return new Part(incarnation, 0, null, new Lrm(node.value(), List.of()));
    }

    static Part apply(Part before, NodeName node, List<StatusChange> changes) {
        Part part = new Part(before.incarnation(), before.sequence() + 1, before.attributes(), before.lrm());
        for (StatusChange change : changes) {
            part = apply(part, node, change);
        }
        return part;
    }

    private static Part apply(Part part, NodeName node, StatusChange change) {
        Lrm lrm = part.lrm() == null ? new Lrm(node.value(), List.of()) : part.lrm();
        if (change instanceof PutHistory put) {
            return withResources(part, lrm, put(lrm.resources(), put));
        }
        if (change instanceof RemoveHistory remove) {
            return withResources(part, lrm, remove(lrm.resources(), remove.resource(), remove.entryId()));
        }
        if (change instanceof PutAttribute attribute) {
            return new Part(part.incarnation(), part.sequence(), set(part.attributes(), node, attribute), part.lrm());
        }
        if (change instanceof StatusChange.ForgetAll) {
            return new Part(part.incarnation(), part.sequence(), null, new Lrm(lrm.id(), List.of()));
        }
        if (change instanceof StatusChange.ForgetAttributes) {
            return new Part(part.incarnation(), part.sequence(), null, lrm);
        }
        if (change instanceof StatusChange.ForgetUnderway) {
            return withResources(part, lrm, ended(lrm.resources()));
        }
        if (change instanceof StatusChange.PutField) {
            return part;
        }
        throw new AssertionError("unhandled " + change);
    }

    private static Part withResources(Part part, Lrm lrm, List<LrmResource> resources) {
        return new Part(part.incarnation(), part.sequence(), part.attributes(), new Lrm(lrm.id(), resources));
    }

    private static List<LrmResource> put(List<LrmResource> resources, PutHistory put) {
        List<LrmResource> all = new ArrayList<>();
        boolean found = false;
        for (LrmResource resource : resources) {
            boolean same = resource.id().equals(put.resource().id());
            found |= same;
            all.add(same ? put.resource().withOperations(put(resource.operations(), put.entry())) : resource);
        }
        if (!found) {
            all.add(put.resource().withOperations(List.of(put.entry())));
        }
        return all;
    }

    private static List<LrmResource> ended(List<LrmResource> resources) {
        return resources.stream()
                .filter(resource -> resource.operations().stream().noneMatch(entry -> "-1".equals(entry.opStatus())))
                .toList();
    }

    private static List<OpHistory> put(List<OpHistory> entries, OpHistory entry) {
        List<OpHistory> all = new ArrayList<>(entries);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(entry.id())) {
                all.set(i, entry);
                return all;
            }
        }
        all.add(entry);
        return all;
    }

    static List<LrmResource> remove(List<LrmResource> resources, ResourceId id, @Nullable String entryId) {
        List<LrmResource> left = new ArrayList<>();
        for (LrmResource resource : resources) {
            if (!resource.id().equals(id)) {
                left.add(resource);
            } else if (entryId != null) {
                left.add(resource.withOperations(resource.operations().stream()
                        .filter(entry -> !entry.id().equals(entryId))
                        .toList()));
            }
        }
        return left;
    }

    private static TransientAttributes set(
            @Nullable TransientAttributes before, NodeName node, PutAttribute attribute) {
        String setId = "status-" + node;
        Optional<PropertySet> old =
                before == null ? Optional.empty() : before.attributes().stream().findFirst();
        List<NvPair> pairs = new ArrayList<>(old.map(PropertySet::pairs).orElse(List.of()));
        String pairId = (setId + "-" + attribute.name()).replaceAll("[^A-Za-z0-9._-]", ".");
        int at = 0;
        while (at < pairs.size() && !attribute.name().equals(pairs.get(at).name())) {
            at++;
        }
        boolean found = at < pairs.size();
        if (attribute.value() == null) {
            if (found) {
                pairs.remove(at);
            }
        } else {
            var pair = new NvPair(pairId, null, attribute.name(), attribute.value());
            if (found) {
                pairs.set(at, pair);
            } else {
                pairs.add(pair);
            }
        }
        return new TransientAttributes(node.value(), List.of(PropertySet.of(setId, pairs)), List.of());
    }
}
