package io.systole.runtime.http;

import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeQuery;
import io.systole.cib.tree.XPathSearch.BadXPath;
import io.systole.runtime.http.ClusterDoor.CibQuery;
import java.util.List;

/** Finds parts of the CIB and prints them as cibadmin does: one element itself, several in {@code <xpath-query>}. */
public final class CibLookup {
    private CibLookup() {}

    /** What was asked for, as text, or that there is none. */
    public static Outcome find(Element root, CibQuery query) {
        var scope = query.scope();
        if (scope != null && !TreeQuery.SCOPES.contains(scope)) {
            return Outcome.Refused.because(
                    "the section", scope, "must be one of " + String.join(", ", TreeQuery.SCOPES), "");
        }
        var xpath = query.xpath() != null ? query.xpath() : scope == null ? "/cib" : TreeQuery.pathOf(scope);
        try {
            if (query.paths()) {
                return found(query, TreeQuery.paths(root, xpath), paths -> String.join("\n", paths) + "\n");
            }
            return found(query, TreeQuery.elements(root, xpath), elements -> printed(elements, query.childless()));
        } catch (BadXPath e) {
            return Outcome.Refused.because("the XPath", String.valueOf(e.getMessage()), "", "mend it");
        }
    }

    private static <T> Outcome found(CibQuery query, List<T> all, java.util.function.Function<List<T>, String> text) {
        if (all.isEmpty()) {
            return new Outcome.NotFound(new Fault(
                    "the CIB", "has nothing for " + (query.xpath() == null ? query.scope() : query.xpath()), "", ""));
        }
        return new Outcome.Done(text.apply(all));
    }

    private static String printed(List<Element> elements, boolean childless) {
        var shown = childless ? elements.stream().map(Element::alone).toList() : elements;
        return ElementXml.write(
                shown.size() == 1 ? shown.get(0) : Element.empty("xpath-query").containing(shown));
    }
}
