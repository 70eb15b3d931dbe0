package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An element in the making. */
final class Making {
    private final String name;
    private final SortedMap<String, String> attributes = new TreeMap<>();
    private final List<Element> children = new ArrayList<>();

    Making(String name) {
        this.name = name;
    }

    /** Sets an attribute; null leaves it out. */
    Making with(String attribute, @Nullable String value) {
        if (value != null) {
            attributes.put(attribute, value);
        }
        return this;
    }

    Making with(Element child) {
        children.add(child);
        return this;
    }

    Making with(List<Element> more) {
        children.addAll(more);
        return this;
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    @Nullable
    String get(String attribute) {
        return attributes.get(attribute);
    }

    Element made() {
        return new Element(name, attributes, children);
    }

    /** With its children in the order of those names, as a CIB is written; others come last. */
    Element made(List<String> order) {
        var sorted = new ArrayList<Element>();
        order.forEach(wanted ->
                children.stream().filter(child -> child.name().equals(wanted)).forEach(sorted::add));
        children.stream().filter(child -> !order.contains(child.name())).forEach(sorted::add);
        return new Element(name, attributes, sorted);
    }
}
