package io.systole.cib.check;

import io.systole.cib.Bundle;
import io.systole.cib.Clone;
import io.systole.cib.Colocation;
import io.systole.cib.Configuration;
import io.systole.cib.Constraint;
import io.systole.cib.FencingLevel;
import io.systole.cib.Group;
import io.systole.cib.Location;
import io.systole.cib.NodeName;
import io.systole.cib.Order;
import io.systole.cib.Primitive;
import io.systole.cib.RemoteNames;
import io.systole.cib.ResourceConfig;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.Tag;
import io.systole.cib.Template;
import io.systole.cib.Ticket;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what refers to resources, templates, nodes and other elements that do not exist. */
final class References {
    private final CibReading reading;
    private final Configuration configuration;
    private final SortedSet<String> resources = new TreeSet<>();
    private final SortedSet<String> templates = new TreeSet<>();
    private final SortedSet<String> nodes = new TreeSet<>();
    private final List<CibFault> faults = new ArrayList<>();

    private References(CibReading reading, Configuration configuration, List<NodeName> members) {
        this.reading = reading;
        this.configuration = configuration;
        configuration.resources().forEach(this::gather);
        configuration.tags().forEach(tag -> resources.add(tag.id()));
        members.forEach(node -> nodes.add(node.value()));
    }

    static List<CibFault> faults(CibReading reading, Configuration configuration, List<NodeName> members) {
        var references = new References(reading, configuration, members);
        configuration.resources().forEach(references::resource);
        configuration.constraints().forEach(references::constraint);
        configuration.fencingTopology().forEach(references::level);
        configuration.tags().forEach(references::tag);
        return references.faults;
    }

    private void gather(ResourceConfig resource) {
        if (resource instanceof Template template) {
            templates.add(template.id().value());
        }
        // constraints may name a template, and mean all that is made of it
        resources.add(resource.id().value());
        if (resource instanceof Group group) {
            group.members().forEach(this::gather);
        } else if (resource instanceof Clone clone) {
            gather(clone.child());
        } else if (resource instanceof Bundle bundle && bundle.primitive() != null) {
            gather(bundle.primitive());
        }
    }

    private void resource(ResourceConfig resource) {
        if (resource instanceof Primitive primitive) {
            ResourceId template = primitive.template();
            if (template != null && !templates.contains(template.value())) {
                missing(primitive.id().value(), "primitive", "template=\"" + template + "\"", "the id of a <template>");
            }
        } else if (resource instanceof Group group) {
            group.members().forEach(this::resource);
        } else if (resource instanceof Clone clone) {
            resource(clone.child());
        } else if (resource instanceof Bundle bundle && bundle.primitive() != null) {
            resource(bundle.primitive());
        }
    }

    private void constraint(Constraint constraint) {
        if (constraint instanceof Location l) {
            check(l.id(), "rsc_location", "rsc", l.rsc());
            sets(l.id(), "rsc_location", l.sets());
            NodeName node = l.node();
            if (node != null && !isNode(node)) {
                missing(l.id(), "rsc_location", "node=\"" + node + "\"", "the name of a node of this cluster");
            }
        } else if (constraint instanceof Colocation c) {
            check(c.id(), "rsc_colocation", "rsc", c.rsc());
            check(c.id(), "rsc_colocation", "with-rsc", c.withRsc());
            sets(c.id(), "rsc_colocation", c.sets());
        } else if (constraint instanceof Order o) {
            check(o.id(), "rsc_order", "first", o.first());
            check(o.id(), "rsc_order", "then", o.then());
            sets(o.id(), "rsc_order", o.sets());
        } else if (constraint instanceof Ticket t) {
            check(t.id(), "rsc_ticket", "rsc", t.rsc());
            sets(t.id(), "rsc_ticket", t.sets());
        }
    }

    private void sets(String id, String element, List<ResourceSet> sets) {
        for (ResourceSet set : sets) {
            String at = set.id() == null ? id : set.id();
            set.resources().forEach(resource -> check(at, element, "resource_ref", resource));
        }
    }

    private boolean isNode(NodeName name) {
        return nodes.contains(name.value()) || RemoteNames.implies(configuration, name);
    }

    private void level(FencingLevel level) {
        level.deviceIds().forEach(device -> check(level.id(), "fencing-level", "devices", device));
        NodeName target = level.target();
        if (target != null && !isNode(target)) {
            missing(level.id(), "fencing-level", "target=\"" + target + "\"", "the name of a node of this cluster");
        }
    }

    private void tag(Tag tag) {
        for (String reference : tag.references()) {
            if (!reading.lineOfId().containsKey(reference)) {
                missing(tag.id(), "tag", "obj_ref id=\"" + reference + "\"", "the id of an element");
            }
        }
    }

    private void check(String at, String element, String attribute, @Nullable ResourceId resource) {
        if (resource != null && !resources.contains(resource.value())) {
            missing(at, element, attribute + "=\"" + resource + "\"", "the id of a resource, template or tag");
        }
    }

    private void missing(String at, String element, String found, String expected) {
        faults.add(new CibFault(
                CibFault.Kind.REFERENCE,
                reading.lineOf(at),
                element,
                found + " in " + at,
                expected,
                "correct the name, or add what it names to the "
                        + (configuration.resources().isEmpty() ? "(empty) " : "") + "configuration"));
    }
}
