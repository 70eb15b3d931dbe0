package io.systole.cib.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An element with its attributes and children; a CIB has no text between elements. Never changed, only copied. */
public record Element(String name, SortedMap<String, String> attributes, List<Element> children) {
    public Element {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        children = List.copyOf(children);
    }

    public static Element empty(String name) {
        return new Element(name, new TreeMap<>(), List.of());
    }

    /** The attribute, or null. */
    public @Nullable String attribute(String attribute) {
        return attributes.get(attribute);
    }

    public @Nullable String id() {
        return attributes.get("id");
    }

    /** The first child of this name. */
    public Optional<Element> child(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted)).findFirst();
    }

    /** Whether the other has the same name and the same id, or both have none. */
    public boolean isSameAs(Element other) {
        return name.equals(other.name) && Objects.equals(id(), other.id());
    }

    /** A copy without children. */
    public Element alone() {
        return withChildren(List.of());
    }

    /** A copy that of its attributes has the id alone. */
    public Element withIdAlone() {
        var id = id();
        return withAttributes(id == null ? new TreeMap<>() : new TreeMap<>(Map.of("id", id)));
    }

    /** A copy with just these children. */
    public Element containing(List<Element> only) {
        return withChildren(only);
    }

    Element withChildren(List<Element> changed) {
        return new Element(name, attributes, changed);
    }

    Element withAttributes(SortedMap<String, String> changed) {
        return new Element(name, changed, children);
    }

    /** A copy with these attributes set; null takes one away. */
    public Element with(Map<String, @Nullable String> changes) {
        var changed = new TreeMap<>(attributes);
        changes.forEach((key, value) -> {
            if (value == null) {
                changed.remove(key);
            } else {
                changed.put(key, value);
            }
        });
        return withAttributes(changed);
    }

    Element plus(Element child) {
        var more = new ArrayList<>(children);
        more.add(child);
        return withChildren(more);
    }

    /** The element at a place below this one. */
    Element at(Place place) {
        var element = this;
        for (int index : place.indexes()) {
            element = element.children.get(index);
        }
        return element;
    }

    /** A copy in which the element at a place is changed; null takes it away. */
    Element change(Place place, UnaryOperator<@Nullable Element> how) {
        if (place.isRoot()) {
            var changed = how.apply(this);
            return changed == null ? empty(name) : changed;
        }
        var index = place.first();
        var changed = new ArrayList<>(children);
        if (place.rest().isRoot()) {
            var child = how.apply(children.get(index));
            if (child == null) {
                changed.remove(index);
            } else {
                changed.set(index, child);
            }
        } else {
            changed.set(index, children.get(index).change(place.rest(), how));
        }
        return withChildren(changed);
    }

    /** The place of the first element, in document order and this one included, that is the same as the wanted one. */
    Optional<Place> find(Element wanted) {
        if (isSameAs(wanted)) {
            return Optional.of(Place.ROOT);
        }
        for (int i = 0; i < children.size(); i++) {
            var found = children.get(i).find(wanted);
            if (found.isPresent()) {
                return Optional.of(found.get().below(i));
            }
        }
        return Optional.empty();
    }
}
