package io.systole.actors.command.core;

import io.systole.actors.attribute.core.Counting;
import io.systole.cib.Bundle;
import io.systole.cib.Cib;
import io.systole.cib.Clone;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.Group;
import io.systole.cib.NvPair;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdit.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A place in the configuration that has sets of names and values: the cluster's options, defaults, a node's permanent
 * attributes or its utilization. New sets and pairs get the ids that the field's tools give them.
 *
 * @param scope the section's name
 * @param setName of the elements that are sets
 * @param setId the set that a new pair goes to
 * @param around the elements that the sets are in, the outermost first
 * @param path where these are
 * @param sets those that are there
 */
record AttributePlace(
        String scope, String setName, String setId, List<Element> around, String path, List<PropertySet> sets) {
    /** A pair and the set that it is in. */
    record Found(PropertySet set, NvPair pair) {
        String value() {
            return pair.value() == null ? "" : pair.value();
        }
    }

    private static AttributePlace section(String scope, String setName, String setId, List<PropertySet> sets) {
        return new AttributePlace(
                scope,
                setName,
                setId,
                List.of(Element.empty("configuration"), Element.empty(scope)),
                "/cib/configuration/" + scope,
                sets);
    }

    static AttributePlace options(Cib cib) {
        return section(
                "crm_config",
                "cluster_property_set",
                "cib-bootstrap-options",
                cib.configuration().crmConfig());
    }

    static AttributePlace resourceDefaults(Cib cib) {
        return section(
                "rsc_defaults",
                "meta_attributes",
                "rsc_defaults-options",
                cib.configuration().rscDefaults());
    }

    static AttributePlace operationDefaults(Cib cib) {
        return section(
                "op_defaults",
                "meta_attributes",
                "op_defaults-options",
                cib.configuration().opDefaults());
    }

    static AttributePlace ofNode(Cib cib, String name, String id, boolean utilization) {
        Optional<ConfiguredNode> known = Nodes.configured(cib, name);
        var entry = new TreeMap<>(Map.of("id", id, "uname", name));
        if (known.isEmpty() && Nodes.isRemote(cib, name)) {
            entry.put("type", "remote");
        }
        List<PropertySet> sets = known.map(node -> utilization ? node.utilization() : node.attributes())
                .orElse(List.of());
        return new AttributePlace(
                "nodes",
                utilization ? "utilization" : "instance_attributes",
                "nodes-" + id + (utilization ? "-utilization" : ""),
                List.of(Element.empty("configuration"), Element.empty("nodes"), new Element("node", entry, List.of())),
                "/cib/configuration/nodes/node[@id='" + id + "']",
                sets);
    }

    /** A resource's parameters, meta attributes or utilization, by the name of their sets. */
    static AttributePlace ofResource(ResourceConfig config, String setName) {
        String name = elementName(config);
        String id = config.id().value();
        List<PropertySet> sets = setName.equals("meta_attributes")
                ? config.metaAttributes()
                : setName.equals("instance_attributes")
                        ? config.instanceAttributes()
                        : config instanceof Primitive primitive ? primitive.utilization() : List.of();
        return new AttributePlace(
                "resources",
                setName,
                id + "-" + setName,
                List.of(new Element(name, new TreeMap<>(Map.of("id", id)), List.of())),
                "//" + name + "[@id='" + id + "']",
                sets);
    }

    private static String elementName(ResourceConfig config) {
        if (config instanceof Clone clone) {
            return clone.master() ? "master" : "clone";
        }
        if (config instanceof Group) {
            return "group";
        }
        return config instanceof Bundle ? "bundle" : "primitive";
    }

    /** The pairs that are asked for, in the order of the document; null asks for all. */
    List<Found> find(@Nullable String set, @Nullable String id, @Nullable String name) {
        var found = new ArrayList<Found>();
        for (PropertySet each : sets) {
            for (NvPair pair : each.pairs()) {
                boolean wanted = (set == null || set.equals(each.id()))
                        && (id == null || id.equals(pair.id()))
                        && (name == null || name.equals(pair.name()));
                if (wanted && pair.name() != null) {
                    found.add(new Found(each, pair));
                }
            }
        }
        return found;
    }

    /** The edit that gives a name a value: that of the pair that is there, else of a new one. */
    TreeEdit put(@Nullable String set, @Nullable String id, String name, String given) {
        Optional<Found> found = find(set, id, name).stream().findFirst();
        String value = Counting.value(name, given, found.map(Found::value).orElse(null));
        String into = found.map(each -> each.set().id()).orElse(set == null ? setId : set);
        String pairId = found.map(each -> each.pair().id()).orElse(id == null ? newId(into, name) : id);
        var pair = new Element("nvpair", new TreeMap<>(Map.of("id", pairId, "name", name, "value", value)), List.of());
        Element root = new Element(setName, new TreeMap<>(Map.of("id", into)), List.of(pair));
        for (int i = around.size() - 1; i >= 0; i--) {
            root = around.get(i).containing(List.of(root));
        }
        return new TreeEdit(Operation.MODIFY, null, null, ElementXml.write(root));
    }

    /** The edit that takes a pair away. */
    TreeEdit delete(Found found) {
        return new TreeEdit(
                Operation.DELETE,
                null,
                path + "/" + setName + "[@id='" + found.set().id() + "']/nvpair[@id='"
                        + found.pair().id() + "']",
                null);
    }

    static String newId(String set, String name) {
        return (set + "-" + name).replaceAll("[^A-Za-z0-9._-]", ".");
    }
}
