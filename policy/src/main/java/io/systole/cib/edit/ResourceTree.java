package io.systole.cib.edit;

import io.systole.cib.Bundle;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.ResourceId;
import io.systole.cib.Template;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds and changes resources within resources. Templates are no resources. */
final class ResourceTree {
    private ResourceTree() {}

    static boolean contains(List<ResourceConfig> resources, ResourceId id) {
        return owner(resources, id).isPresent();
    }

    /** The resource whose meta attributes count for that one: itself, or the clone that it is the whole of. */
    static Optional<ResourceId> owner(List<ResourceConfig> resources, ResourceId id) {
        for (ResourceConfig resource : resources) {
            if (resource instanceof Template) {
                continue;
            }
            if (resource.id().equals(id)) {
                return Optional.of(id);
            }
            Optional<ResourceId> below = owner(children(resource), id);
            if (below.isPresent()) {
                boolean whole = resource instanceof Clone && below.get().equals(id) && isChild(resource, id);
                return Optional.of(whole ? resource.id() : below.get());
            }
        }
        return Optional.empty();
    }

    private static boolean isChild(ResourceConfig parent, ResourceId id) {
        return children(parent).stream().anyMatch(child -> child.id().equals(id));
    }

    private static List<ResourceConfig> children(ResourceConfig resource) {
        if (resource instanceof Group group) {
            return List.copyOf(group.members());
        }
        if (resource instanceof Clone clone) {
            return List.of(clone.child());
        }
        if (resource instanceof Bundle bundle && bundle.primitive() != null) {
            return List.of(bundle.primitive());
        }
        return List.of();
    }

    static List<ResourceConfig> changeMeta(
            List<ResourceConfig> resources, ResourceId id, UnaryOperator<List<PropertySet>> change) {
        return resources.stream().map(resource -> changed(resource, id, change)).toList();
    }

    private static ResourceConfig changed(
            ResourceConfig resource, ResourceId id, UnaryOperator<List<PropertySet>> change) {
        boolean self = resource.id().equals(id);
        List<PropertySet> meta = self ? change.apply(resource.metaAttributes()) : resource.metaAttributes();
        if (resource instanceof Primitive p) {
            return self ? withMeta(p, meta) : p;
        }
        if (resource instanceof Group g) {
            List<Primitive> members = g.members().stream()
                    .map(member -> (Primitive) changed(member, id, change))
                    .toList();
            return new Group(g.id(), g.description(), g.instanceAttributes(), meta, members);
        }
        if (resource instanceof Clone c) {
            return new Clone(
                    c.id(), c.description(), c.instanceAttributes(), meta, changed(c.child(), id, change), c.master());
        }
        if (resource instanceof Bundle b) {
            Primitive inner = b.primitive();
            return new Bundle(
                    b.id(),
                    b.description(),
                    b.instanceAttributes(),
                    meta,
                    b.container(),
                    b.network(),
                    b.storage(),
                    inner == null ? null : (Primitive) changed(inner, id, change));
        }
        return resource;
    }

    private static Primitive withMeta(Primitive p, List<PropertySet> meta) {
        return new Primitive(
                p.id(),
                p.agent(),
                p.template(),
                p.description(),
                p.instanceAttributes(),
                meta,
                p.utilization(),
                p.operations());
    }
}
