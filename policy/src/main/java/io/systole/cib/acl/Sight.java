package io.systole.cib.acl;

import io.systole.cib.tree.Element;
import io.systole.cib.tree.Place;
import io.systole.cib.tree.XPathSearch;
import io.systole.cib.tree.XPathSearch.BadXPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a user sees of a CIB.
 *
 * @param origins where in the whole CIB each place of the tree comes from
 */
record Sight(Element tree, Map<Place, Place> origins) {
    static Optional<Sight> of(Element cib, Marks marks) {
        var origins = new HashMap<Place, Place>();
        var tree = readable(cib, Place.ROOT, Place.ROOT, marks, null, origins);
        return tree == null ? Optional.empty() : Optional.of(new Sight(tree, origins));
    }

    private static @Nullable Element readable(
            Element element,
            Place place,
            Place shown,
            Marks marks,
            @Nullable Permission above,
            Map<Place, Place> origins) {
        var permission = marks.at(place, above);
        var children = new ArrayList<Element>();
        for (int i = 0; i < element.children().size(); i++) {
            var child = readable(
                    element.children().get(i),
                    place.child(i),
                    shown.child(children.size()),
                    marks,
                    permission,
                    origins);
            if (child != null) {
                children.add(child);
            }
        }
        if (!Marks.permitsReading(permission) && children.isEmpty()) {
            return null;
        }
        origins.put(shown, place);
        return Marks.permitsReading(permission)
                ? element.containing(children)
                : element.withIdAlone().containing(children);
    }

    /** An XPath that selects in the whole CIB what the given one selects of what is seen. */
    String inWhole(String xpath) {
        try {
            return new XPathSearch(tree)
                    .elements(xpath).stream()
                            .map(place -> path(origins.getOrDefault(place, Place.ROOT)))
                            .collect(Collectors.joining(" | "));
        } catch (BadXPath e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String path(Place place) {
        return "/*"
                + place.indexes().stream()
                        .map(index -> "/*[" + (index + 1) + "]")
                        .collect(Collectors.joining());
    }
}
