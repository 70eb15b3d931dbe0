package io.systole.runtime.status;

import io.systole.cib.Bundle;
import io.systole.cib.Cib;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeState;
import io.systole.cib.NvPair;
import io.systole.cib.OpHistory;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.language.ConfigurationDraft;
import io.systole.cib.value.ResultWords;
import io.systole.runtime.status.ResourceDetail.Operation;
import io.systole.runtime.status.ResourceDetail.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one resource from a CIB: how it is configured, and the history of its operations on all nodes. */
public final class DetailReading {
    private DetailReading() {}

    /** Empty where the CIB has no such resource. */
    public static Optional<ResourceDetail> of(Cib cib, String id) {
        return cib.configuration().resources().stream()
                .flatMap(resource -> find(resource, id).stream())
                .findFirst()
                .map(found -> detail(cib, found));
    }

    private static Optional<ResourceConfig> find(ResourceConfig in, String id) {
        return in.id().value().equals(id)
                ? Optional.of(in)
                : children(in).stream()
                        .flatMap(child -> find(child, id).stream())
                        .findFirst();
    }

    private static List<? extends ResourceConfig> children(ResourceConfig resource) {
        if (resource instanceof Group group) {
            return group.members();
        }
        if (resource instanceof Clone clone) {
            return List.of(clone.child());
        }
        return resource instanceof Bundle bundle && bundle.primitive() != null
                ? List.of(bundle.primitive())
                : List.of();
    }

    private static ResourceDetail detail(Cib cib, ResourceConfig resource) {
        var inside = new ArrayList<Primitive>();
        gather(resource, inside);
        var ids = inside.stream().map(each -> each.id().value()).toList();
        var only = inside.size() == 1 ? inside.get(0) : null;
        var agent = only == null ? null : only.agent();
        return new ResourceDetail(
                resource.id().value(),
                kind(resource),
                agent == null ? "" : agent.toString(),
                text(cib, resource.id().value(), ids),
                ids,
                only == null ? List.of() : settings(only),
                history(cib, ids));
    }

    private static String kind(ResourceConfig resource) {
        if (resource instanceof Group) {
            return "group";
        }
        if (resource instanceof Clone) {
            return "clone";
        }
        return resource instanceof Bundle ? "bundle" : "primitive";
    }

    private static void gather(ResourceConfig resource, List<Primitive> into) {
        if (resource instanceof Primitive primitive) {
            into.add(primitive);
        }
        children(resource).forEach(child -> gather(child, into));
    }

    /** The statements of the resource and of what it holds. */
    private static String text(Cib cib, String id, List<String> inside) {
        var configuration = CibPatch.element(cib).child("configuration");
        return configuration
                .map(element -> ConfigurationDraft.text(ConfigurationDraft.of(element).objects().stream()
                        .filter(shown -> shown.id().equals(id) || inside.contains(shown.id()))
                        .toList()))
                .orElse("");
    }

    /** A pair without a name refers to another one, which is told where it stands. */
    private static List<Setting> settings(Primitive primitive) {
        var settings = new ArrayList<Setting>();
        for (PropertySet set : primitive.instanceAttributes()) {
            for (NvPair pair : set.pairs()) {
                String name = pair.name();
                if (name != null) {
                    settings.add(new Setting(name, Objects.requireNonNullElse(pair.value(), "")));
                }
            }
        }
        return settings;
    }

    private static List<Operation> history(Cib cib, List<String> ids) {
        var operations = new ArrayList<Operation>();
        for (NodeState node : cib.status().nodeStates()) {
            for (LrmResource resource : node.lrmResources()) {
                var name = resource.id().value();
                if (ids.contains(name.replaceFirst(":[0-9]+$", ""))) {
                    resource.operations().forEach(entry -> operations.add(operation(name, node, entry)));
                }
            }
        }
        operations.sort(Comparator.comparing(Operation::at, Comparator.nullsFirst(Comparator.naturalOrder()))
                .reversed());
        return operations;
    }

    private static Operation operation(String resource, NodeState node, OpHistory entry) {
        int rc = (int) number(entry.rcCode());
        var changed = entry.times().lastRcChange();
        return new Operation(
                resource,
                node.uname() == null ? String.valueOf(node.id()) : node.uname().value(),
                entry.operation(),
                number(entry.interval()),
                rc,
                ResultWords.ofResult(rc),
                ResultWords.ofStatus(entry.opStatus() == null ? "0" : entry.opStatus()),
                entry.exitReason() == null ? "" : entry.exitReason(),
                changed == null || number(changed) == 0 ? null : Instant.ofEpochSecond(number(changed)),
                number(entry.times().execTime()));
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("-?[0-9]{1,15}") ? Long.parseLong(text) : 0;
    }
}
