package io.systole.runtime.change;

import io.systole.cib.tree.Element;
import io.systole.cib.tree.TreeQuery;
import io.systole.cib.tree.XPathSearch.BadXPath;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A CIB as a cleanup leaves it: without operation histories of a resource, and without what is counted of its failures. A
 * copy of the status may be changed so; of the cluster's own each node writes its part.
 */
final class Forgetting {
    private final Set<Element> histories = Collections.newSetFromMap(new IdentityHashMap<>());

    private Forgetting() {}

    /**
     * The CIB without what the XPath selects, and without the failures of that on the same nodes.
     *
     * @param histories the operation histories, elements {@code lrm_resource}
     */
    static Element of(Element cib, String histories) throws BadXPath {
        var forgetting = new Forgetting();
        forgetting.histories.addAll(TreeQuery.elements(cib, histories));
        return forgetting.below(cib);
    }

    private Element below(Element element) {
        return element.containing(element.children().stream()
                .map(child -> child.name().equals("node_state") ? node(child) : below(child))
                .toList());
    }

    private Element node(Element state) {
        var names = new TreeSet<String>();
        gather(state, names);
        return without(state, each -> histories.contains(each) || counts(each, names));
    }

    private void gather(Element element, Set<String> names) {
        if (histories.contains(element)) {
            names.add(String.valueOf(element.id()));
        }
        element.children().forEach(child -> gather(child, names));
    }

    /** Whether it is {@code fail-count-RESOURCE#OPERATION}, or the time of the last failure. */
    private static boolean counts(Element element, Set<String> names) {
        String name = element.attribute("name");
        return name != null
                && names.stream()
                        .anyMatch(resource -> name.startsWith("fail-count-" + resource + "#")
                                || name.startsWith("last-failure-" + resource + "#"));
    }

    private static Element without(Element element, Predicate<Element> gone) {
        return element.containing(element.children().stream()
                .filter(gone.negate())
                .map(child -> without(child, gone))
                .toList());
    }
}
