package io.systole.cib.tree;

import io.systole.cib.tree.XPathSearch.BadXPath;
import java.util.ArrayList;
import java.util.List;

/** Looks elements up in a CIB, as {@code cibadmin --query} does. */
public final class TreeQuery {
    /** The sections that can be named instead of a path. */
    public static final List<String> SCOPES = List.of(
            "configuration",
            "crm_config",
            "nodes",
            "resources",
            "constraints",
            "rsc_defaults",
            "op_defaults",
            "fencing-topology",
            "acls",
            "tags",
            "alerts",
            "status");

    private TreeQuery() {}

    /** The elements that an XPath selects, in document order. */
    public static List<Element> elements(Element cib, String xpath) throws BadXPath {
        return XPathSearch.places(cib, xpath).stream().map(cib::at).toList();
    }

    /** The path of each element that an XPath selects: {@code /cib/configuration/resources/primitive[@id='db']}. */
    public static List<String> paths(Element cib, String xpath) throws BadXPath {
        return XPathSearch.places(cib, xpath).stream()
                .map(place -> path(cib, place))
                .toList();
    }

    /** The path of the section of that name. */
    public static String pathOf(String scope) {
        return scope.equals("status") || scope.equals("configuration")
                ? "/cib/" + scope
                : "/cib/configuration/" + scope;
    }

    static String path(Element root, Place place) {
        var steps = new ArrayList<String>();
        var element = root;
        steps.add(step(element));
        for (int index : place.indexes()) {
            element = element.children().get(index);
            steps.add(step(element));
        }
        return "/" + String.join("/", steps);
    }

    private static String step(Element element) {
        var id = element.id();
        return id == null ? element.name() : element.name() + "[@id='" + id + "']";
    }
}
