package io.systole.cib.upgrade;

import io.systole.cib.AgentName;
import io.systole.cib.Bundle;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.NvPair;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.ResourceId;
import io.systole.cib.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns masters into promotable clones, and drops resources of kinds that are no more, with what is empty without them. */
final class ResourceUpgrade {
    private static final List<String> DEAD_CLASSES = List.of("nagios", "upstart");

    private final SortedSet<ResourceId> gone = new TreeSet<>();

    /** The resources that were dropped. */
    SortedSet<ResourceId> gone() {
        return gone;
    }

    List<ResourceConfig> upgraded(List<ResourceConfig> resources) {
        List<ResourceConfig> all = new ArrayList<>();
        // templates first: a primitive of a dropped template goes with it, wherever the template stands
        for (ResourceConfig resource : resources) {
            if (resource instanceof Template template && isDead(template.agent())) {
                gone.add(template.id());
            }
        }
        for (ResourceConfig resource : resources) {
            ResourceConfig kept = upgraded(resource);
            if (kept == null) {
                gone.add(resource.id());
            } else {
                all.add(kept);
            }
        }
        return all;
    }

    private @Nullable ResourceConfig upgraded(ResourceConfig resource) {
        if (resource instanceof Primitive p) {
            ResourceId template = p.template();
            return isDead(p.agent()) || (template != null && gone.contains(template)) ? null : p;
        }
        if (resource instanceof Group g) {
            return group(g);
        }
        if (resource instanceof Clone c) {
            ResourceConfig child = upgraded(c.child());
            if (child == null) {
                gone.add(c.child().id());
                return null;
            }
            return new Clone(c.id(), c.description(), c.instanceAttributes(), meta(c), child, false);
        }
        if (resource instanceof Bundle b) {
            return b.container().technology().equals("rkt") ? null : b;
        }
        return gone.contains(resource.id()) ? null : resource;
    }

    private @Nullable Group group(Group g) {
        List<Primitive> members = new ArrayList<>();
        for (Primitive member : g.members()) {
            if (upgraded(member) == null) {
                gone.add(member.id());
            } else {
                members.add(member);
            }
        }
        return members.isEmpty()
                ? null
                : new Group(g.id(), g.description(), g.instanceAttributes(), g.metaAttributes(), members);
    }

    private static List<PropertySet> meta(Clone c) {
        if (!c.master()) {
            return c.metaAttributes();
        }
        String id = c.id() + "-promotable";
        var promotable = new NvPair(id + "-pair", null, "promotable", "true");
        List<PropertySet> meta = new ArrayList<>(c.metaAttributes());
        meta.add(new PropertySet(id, null, "INFINITY", null, List.of(promotable)));
        return meta;
    }

    private static boolean isDead(@Nullable AgentName agent) {
        return agent != null && DEAD_CLASSES.contains(agent.resourceClass().toLowerCase(Locale.ROOT));
    }
}
