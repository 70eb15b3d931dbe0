package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A reference to a list of attributes may name the resource instead of its list: {@code meta $id-ref=web}. */
final class SetReferences {
    private static final List<String> SETS =
            List.of("instance_attributes", "meta_attributes", "utilization", "operations");

    private final Set<String> setIds = new HashSet<>();
    private final Map<String, String> byOwner = new HashMap<>();

    private SetReferences() {}

    /** The configuration, in which such references are to the list. */
    static Element resolved(Element configuration) {
        var references = new SetReferences();
        references.collect(configuration);
        return references.resolve(configuration);
    }

    private void collect(Element element) {
        for (Element child : element.children()) {
            String id = child.id();
            if (SETS.contains(child.name()) && id != null && child.attribute("id-ref") == null) {
                setIds.add(id);
                byOwner.putIfAbsent(child.name() + " " + element.id(), id);
            }
            collect(child);
        }
    }

    private Element resolve(Element element) {
        String reference = element.attribute("id-ref");
        String set = byOwner.get(element.name() + " " + reference);
        boolean toOwner = reference != null && SETS.contains(element.name()) && !setIds.contains(reference);
        var children = element.children().stream().map(this::resolve).toList();
        Element same = children.equals(element.children()) ? element : element.containing(children);
        return toOwner && set != null ? same.with(Map.of("id-ref", set)) : same;
    }
}
