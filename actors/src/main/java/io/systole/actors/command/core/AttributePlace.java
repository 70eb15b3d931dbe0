package io.systole.actors.command.core;

import io.systole.actors.attribute.core.Counting;
import io.systole.cib.Cib;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
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
 * @param node the node whose attributes they are; null for a section of its own
 * @param sets those that are there
 */
record AttributePlace(
        String scope,
        String setName,
        String setId,
        @Nullable Element node,
        List<PropertySet> sets) {
    /** A pair and the set that it is in. */
    record Found(PropertySet set, NvPair pair) {
        String value() {
            return pair.value() == null ? "" : pair.value();
        }
    }

    static AttributePlace options(Cib cib) {
        return new AttributePlace(
                "crm_config",
                "cluster_property_set",
                "cib-bootstrap-options",
                null,
                cib.configuration().crmConfig());
    }

    static AttributePlace resourceDefaults(Cib cib) {
        return new AttributePlace(
                "rsc_defaults",
                "meta_attributes",
                "rsc_defaults-options",
                null,
                cib.configuration().rscDefaults());
    }

    static AttributePlace operationDefaults(Cib cib) {
        return new AttributePlace(
                "op_defaults",
                "meta_attributes",
                "op_defaults-options",
                null,
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
                new Element("node", entry, List.of()),
                sets);
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
        Element holder = new Element(setName, new TreeMap<>(Map.of("id", into)), List.of(pair));
        if (node != null) {
            holder = node.containing(List.of(holder));
        }
        Element section = Element.empty(scope).containing(List.of(holder));
        Element root = Element.empty("configuration").containing(List.of(section));
        return new TreeEdit(Operation.MODIFY, null, null, ElementXml.write(root));
    }

    /** The edit that takes a pair away. */
    TreeEdit delete(Found found) {
        String holder = node == null ? "" : "node[@id='" + node.id() + "']/";
        return new TreeEdit(
                Operation.DELETE,
                null,
                "/cib/configuration/" + scope + "/" + holder + setName + "[@id='"
                        + found.set().id() + "']/nvpair[@id='" + found.pair().id() + "']",
                null);
    }

    private static String newId(String set, String name) {
        return (set + "-" + name).replaceAll("[^A-Za-z0-9._-]", ".");
    }
}
