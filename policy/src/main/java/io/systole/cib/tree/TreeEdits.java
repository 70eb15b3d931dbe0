package io.systole.cib.tree;

import io.systole.cib.tree.TreeEdit.Operation;
import io.systole.cib.tree.TreeResult.Changed;
import io.systole.cib.tree.TreeResult.Reason;
import io.systole.cib.tree.XPathSearch.BadXPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes the elements of a CIB. What is found, and what is a fault, is as cibadmin has it (its manual page, and its
 * behaviour on small documents); only the status section is refused, since each node alone writes its own.
 */
public final class TreeEdits {
    /** What is created in the configuration itself. */
    private static final List<String> SECTIONS = TreeQuery.SCOPES.stream()
            .filter(scope -> !scope.equals("configuration") && !scope.equals("status"))
            .toList();

    private final Element cib;
    private final TreeEdit edit;

    private TreeEdits(Element cib, TreeEdit edit) {
        this.cib = cib;
        this.edit = edit;
    }

    public static TreeResult apply(Element cib, TreeEdit edit) {
        var edits = new TreeEdits(cib, edit);
        try {
            return switch (edit.operation()) {
                case BUMP -> new Changed(cib);
                case ERASE -> new Changed(edits.erased());
                case PATCH -> edits.patch();
                case DELETE, DELETE_ALL -> edits.delete();
                case CREATE, MODIFY, MODIFY_OR_CREATE, REPLACE -> edits.put();
            };
        } catch (BadXPath e) {
            return TreeResult.refused(Reason.BAD_INPUT, "cib", String.valueOf(e.getMessage()), "an XPath", "mend it");
        }
    }

    private Element erased() {
        var empty = List.of("crm_config", "nodes", "resources", "constraints").stream()
                .map(Element::empty)
                .toList();
        return cib.withChildren(List.of(Element.empty("configuration").withChildren(empty), Element.empty("status")));
    }

    private TreeResult patch() {
        var patch = input();
        return patch.element().isPresent()
                ? TreePatch.apply(cib, patch.element().get())
                : patch.refusal();
    }

    private ElementReading input() {
        return ElementXml.read(edit.xml() == null ? "" : edit.xml());
    }

    /** Where to look: what the XPath selects first, else the section, else the whole CIB. */
    private Optional<Place> start() throws BadXPath {
        if (edit.xpath() != null) {
            return XPathSearch.places(cib, edit.xpath()).stream().findFirst();
        }
        if (edit.scope() == null) {
            return Optional.of(Place.ROOT);
        }
        return XPathSearch.places(cib, TreeQuery.pathOf(edit.scope())).stream().findFirst();
    }

    private TreeResult delete() throws BadXPath {
        if (edit.xml() == null) {
            var xpath = edit.xpath() == null ? "" : edit.xpath();
            var places = XPathSearch.places(cib, xpath);
            return without(
                    edit.operation() == Operation.DELETE
                            ? places.stream().limit(1).toList()
                            : places);
        }
        var input = input();
        if (input.element().isEmpty()) {
            return input.refusal();
        }
        var criteria = input.element().get();
        var start = start();
        var found =
                start.flatMap(place -> firstThatMatches(cib.at(place), criteria).map(place::plus));
        return without(found.stream().toList());
    }

    /** The last in the document first, so that the places of the others stay true. */
    private TreeResult without(List<Place> places) {
        if (places.stream().anyMatch(this::isProtected)) {
            return TreeResult.refused(
                    Reason.BAD_INPUT,
                    "cib",
                    "a section of the CIB, or a part of its status",
                    "something of the configuration",
                    "use `cib erase --force` to empty the configuration");
        }
        var inReverse = new ArrayList<>(places);
        inReverse.sort(Comparator.comparing(TreeEdits::sortKey).reversed());
        var changed = cib;
        for (var place : inReverse) {
            changed = changed.change(place, gone -> null);
        }
        return new Changed(changed);
    }

    private static String sortKey(Place place) {
        var key = new StringBuilder();
        place.indexes().forEach(index -> key.append(String.format("%08d.", index)));
        return key.toString();
    }

    /** The CIB itself, its two parts, and everything in its status. */
    private boolean isProtected(Place place) {
        return place.indexes().size() < 2 || isInStatus(place);
    }

    private boolean isInStatus(Place place) {
        return !place.isRoot() && cib.children().get(place.first()).name().equals("status");
    }

    private static Optional<Place> firstThatMatches(Element element, Element criteria) {
        if (element.name().equals(criteria.name())
                && element.attributes()
                        .entrySet()
                        .containsAll(criteria.attributes().entrySet())) {
            return Optional.of(Place.ROOT);
        }
        for (int i = 0; i < element.children().size(); i++) {
            var found = firstThatMatches(element.children().get(i), criteria);
            if (found.isPresent()) {
                return Optional.of(found.get().below(i));
            }
        }
        return Optional.empty();
    }

    private TreeResult put() throws BadXPath {
        var input = input();
        if (input.element().isEmpty()) {
            return input.refusal();
        }
        var element = input.element().get();
        var start = start();
        if (start.isEmpty()) {
            return missing(edit.xpath() == null ? "the section " + edit.scope() : edit.xpath());
        }
        if (isInStatus(start.get()) || element.name().equals("status")) {
            return TreeResult.refused(
                    Reason.BAD_INPUT,
                    "status",
                    "a change of the status section",
                    "one of the configuration",
                    "each node writes its own status; use `resource cleanup` or the attribute commands");
        }
        if (edit.operation() == Operation.CREATE) {
            return create(start.get(), element);
        }
        var found = cib.at(start.get()).find(element).map(start.get()::plus);
        if (found.isEmpty() || isInStatus(found.get())) {
            return edit.operation() == Operation.MODIFY_OR_CREATE
                    ? create(start.get(), element)
                    : missing("<" + element.name() + "> "
                            + (element.id() == null ? "without an id" : "with id " + element.id()));
        }
        if (edit.operation() == Operation.REPLACE) {
            return new Changed(cib.change(found.get(), old -> element));
        }
        return new Changed(cib.change(found.get(), old -> old == null ? element : merged(old, element)));
    }

    private TreeResult create(Place place, Element element) {
        var parent = cib.at(place);
        var isSection = element.isSameAs(parent) && edit.xpath() == null;
        var added = isSection ? element.children() : List.of(element);
        boolean areSections = added.stream().allMatch(child -> SECTIONS.contains(child.name()));
        boolean inConfiguration = "configuration".equals(edit.scope()) && areSections;
        if (place.indexes().size() < (edit.xpath() == null && !inConfiguration ? 2 : 1)) {
            return TreeResult.refused(
                    Reason.NO_SUCH_OBJECT,
                    element.name(),
                    "no section to create it in",
                    "one of " + String.join(", ", TreeQuery.SCOPES),
                    "name the section with --scope, or the parent with --xpath");
        }
        for (var child : added) {
            if (parent.children().stream().anyMatch(child::isSameAs)) {
                return TreeResult.refused(
                        Reason.EXISTS,
                        child.name(),
                        (child.id() == null ? "one" : "an element with id " + child.id()) + " that is there already",
                        "a new one",
                        "use `cib modify`, or another id");
            }
        }
        return new Changed(cib.change(place, old -> {
            var grown = old == null ? parent : old;
            for (var child : added) {
                grown = grown.plus(child);
            }
            return grown;
        }));
    }

    /** Attributes of the update win; children are merged one by one, and added where they are missing. */
    private static Element merged(Element old, Element update) {
        var attributes = new TreeMap<>(old.attributes());
        attributes.putAll(update.attributes());
        var children = new ArrayList<>(old.children());
        for (var child : update.children()) {
            int at = indexOf(children, child);
            if (at < 0) {
                children.add(child);
            } else {
                children.set(at, merged(children.get(at), child));
            }
        }
        return new Element(old.name(), attributes, children);
    }

    private static int indexOf(List<Element> children, Element wanted) {
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).isSameAs(wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static TreeResult missing(@Nullable String what) {
        return TreeResult.refused(
                Reason.NO_SUCH_OBJECT, "cib", "nothing for " + what, "an element that is there", "see `cib query`");
    }
}
