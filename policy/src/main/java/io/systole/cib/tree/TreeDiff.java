package io.systole.cib.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares two CIBs and writes the difference as a patch of format 2, which the tools of the field apply: deletions
 * first, then in the order of the new document what is modified, moved and created. An element is known by its name and
 * id below the same parent.
 */
public final class TreeDiff {
    private static final List<String> VERSION = List.of("admin_epoch", "epoch", "num_updates");

    private final List<Element> deletions = new ArrayList<>();
    private final List<Element> changes = new ArrayList<>();

    private TreeDiff() {}

    /** The patch that makes the new CIB of the old one, versions included. Equal CIBs give one without changes. */
    public static Element between(Element before, Element after) {
        var diff = new TreeDiff();
        diff.compare(before, after, "/" + before.name());
        var content = new ArrayList<Element>();
        content.add(
                Element.empty("version").withChildren(List.of(version("source", before), version("target", after))));
        content.addAll(diff.deletions);
        content.addAll(diff.changes);
        return new Element("diff", new TreeMap<>(Map.of("format", "2")), content);
    }

    private static Element version(String name, Element cib) {
        var version = new TreeMap<String, String>();
        VERSION.forEach(part -> version.put(part, cib.attributes().getOrDefault(part, "0")));
        return new Element(name, version, List.of());
    }

    private void compare(Element before, Element after, String path) {
        if (before.equals(after)) {
            return;
        }
        attributes(before, after, path);
        var kept = new HashSet<String>();
        after.children().forEach(child -> kept.add(identity(child)));
        var working = new ArrayList<Element>();
        var present = new HashSet<String>();
        for (var child : before.children()) {
            present.add(identity(child));
            if (kept.contains(identity(child))) {
                working.add(child);
            } else {
                deletions.add(change("delete", path(path, child), List.of()));
            }
        }
        for (int i = 0; i < after.children().size(); i++) {
            var child = after.children().get(i);
            if (present.contains(identity(child))) {
                place(working, child, i, path);
            } else {
                create(working, child, i, path);
            }
        }
    }

    private void create(List<Element> working, Element child, int position, String path) {
        working.add(position, child);
        changes.add(at(position, change("create", path, List.of(child))));
    }

    /** Brings the child to its position in the list that a patch builds from the left. */
    private void place(List<Element> working, Element child, int position, String path) {
        // nearly always it stands where it stood
        boolean inPlace = position < working.size() && working.get(position).isSameAs(child);
        int from = inPlace ? position : indexOf(working, child);
        if (from < 0) {
            create(working, child, position, path);
            return;
        }
        var old = working.get(from);
        if (!old.equals(child)) {
            if (isAmbiguousWithin(old) || isAmbiguousWithin(child)) {
                deletions.add(change("delete", path(path, child), List.of()));
                working.remove(from);
                create(working, child, position, path);
                return;
            }
            compare(old, child, path(path, child));
        }
        if (from != position) {
            working.remove(from);
            working.add(position, old);
            changes.add(at(position, change("move", path(path, child), List.of())));
        }
    }

    /** Whether two children have the same name and no id, so that no path tells them apart. */
    private static boolean isAmbiguousWithin(Element parent) {
        var seen = new HashSet<String>();
        return parent.children().stream().anyMatch(child -> !seen.add(identity(child)));
    }

    /** What an element is known by below its parent. */
    private static String identity(Element element) {
        return element.name() + " " + element.id();
    }

    private void attributes(Element before, Element after, String path) {
        var list = new ArrayList<Element>();
        before.attributes().keySet().stream()
                .filter(name -> !after.attributes().containsKey(name))
                .forEach(name -> list.add(attribute(name, "unset", null)));
        after.attributes().forEach((name, value) -> {
            if (!value.equals(before.attribute(name))) {
                list.add(attribute(name, "set", value));
            }
        });
        if (!list.isEmpty()) {
            changes.add(change(
                    "modify",
                    path,
                    List.of(
                            Element.empty("change-list").withChildren(list),
                            Element.empty("change-result").withChildren(List.of(after.withChildren(List.of()))))));
        }
    }

    private static Element attribute(String name, String operation, @Nullable String value) {
        SortedMap<String, String> attributes = new TreeMap<>(Map.of("name", name, "operation", operation));
        if (value != null) {
            attributes.put("value", value);
        }
        return new Element("change-attr", attributes, List.of());
    }

    private static Element change(String operation, String path, List<Element> content) {
        return new Element("change", new TreeMap<>(Map.of("operation", operation, "path", path)), content);
    }

    private static Element at(int position, Element change) {
        return change.with(Map.of("position", Integer.toString(position)));
    }

    private static String path(String parent, Element child) {
        return parent + "/" + (child.id() == null ? child.name() : child.name() + "[@id='" + child.id() + "']");
    }

    private static int indexOf(List<Element> children, Element wanted) {
        for (int i = 0; i < children.size(); i++) {
            var child = children.get(i);
            if (child.isSameAs(wanted)) {
                return i;
            }
        }
        return -1;
    }
}
