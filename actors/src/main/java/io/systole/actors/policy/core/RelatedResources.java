package io.systole.actors.policy.core;

import io.systole.cib.Bundle;
import io.systole.cib.Clone;
import io.systole.cib.Colocation;
import io.systole.cib.Configuration;
import io.systole.cib.Constraint;
import io.systole.cib.Group;
import io.systole.cib.NvPair;
import io.systole.cib.Order;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.Tag;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which resources can have anything to do with each other's order: those of one collective resource, and those that
 * order or colocation constraints connect, however indirectly. What runs on of an aborted transition holds up these and
 * no others, since the plan made meanwhile takes a pending start for done and cannot order what depends on it.
 */
public final class RelatedResources {
    private final SortedMap<String, String> parent = new TreeMap<>();
    private final boolean all;

    private RelatedResources(boolean all) {
        this.all = all;
    }

    /** Everything is related to everything: with utilization, any stop may have to make room for any start. */
    public static RelatedResources everything() {
        return new RelatedResources(true);
    }

    public static RelatedResources of(Configuration configuration) {
        if (usesUtilization(configuration)) {
            return everything();
        }
        var related = new RelatedResources(false);
        configuration.resources().forEach(related::addTree);
        for (Tag tag : configuration.tags()) {
            tag.references().forEach(member -> related.join(tag.id(), member));
        }
        for (Constraint constraint : configuration.constraints()) {
            related.addConstraint(constraint);
        }
        return related;
    }

    public boolean related(String one, String other) {
        return all || root(base(one)).equals(root(base(other)));
    }

    private static boolean usesUtilization(Configuration configuration) {
        for (PropertySet set : configuration.crmConfig()) {
            for (NvPair pair : set.pairs()) {
                if ("placement-strategy".equals(pair.name()) && !"default".equalsIgnoreCase(pair.value())) {
                    return true;
                }
            }
        }
        return false;
    }

    private void addTree(ResourceConfig resource) {
        String id = resource.id().value();
        joinLauncher(resource);
        if (resource instanceof Group group) {
            for (Primitive member : group.members()) {
                join(id, member.id().value());
                addTree(member);
            }
        } else if (resource instanceof Clone clone) {
            join(id, clone.child().id().value());
            addTree(clone.child());
        } else if (resource instanceof Bundle bundle && bundle.primitive() != null) {
            join(id, bundle.primitive().id().value());
            addTree(bundle.primitive());
        }
    }

    /** A resource inside another (meta attribute container) follows it. */
    private void joinLauncher(ResourceConfig resource) {
        for (PropertySet set : resource.metaAttributes()) {
            String container = set.value("container");
            if (container != null) {
                join(container, resource.id().value());
            }
        }
    }

    private void addConstraint(Constraint constraint) {
        if (constraint instanceof Order order) {
            joinAll(order.first(), order.then(), order.sets());
        } else if (constraint instanceof Colocation colocation) {
            joinAll(colocation.rsc(), colocation.withRsc(), colocation.sets());
        }
    }

    private void joinAll(@Nullable ResourceId one, @Nullable ResourceId other, List<ResourceSet> sets) {
        if (one != null && other != null) {
            join(one.value(), other.value());
        }
        String first = null;
        for (ResourceSet set : sets) {
            for (ResourceId member : set.resources()) {
                first = first == null ? member.value() : first;
                join(first, member.value());
            }
        }
    }

    private void join(String one, String other) {
        String a = root(one);
        String b = root(other);
        if (!a.equals(b)) {
            parent.put(b, a);
        }
    }

    private String root(String id) {
        String at = id;
        for (String up = parent.get(at); up != null; up = parent.get(at)) {
            at = up;
        }
        return at;
    }

    /** The id without the number of an instance. */
    static String base(String id) {
        int colon = id.lastIndexOf(':');
        boolean numbered = colon > 0 && id.substring(colon + 1).chars().allMatch(Character::isDigit);
        return numbered ? id.substring(0, colon) : id;
    }
}
