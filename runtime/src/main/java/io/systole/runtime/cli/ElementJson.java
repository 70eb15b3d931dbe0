package io.systole.runtime.cli;

import io.systole.cib.tree.Element;
import java.util.List;
import java.util.Map;

/**
 * An XML element as JSON: {@code element} is its name, {@code attributes} an object of texts, {@code children} the elements
 * below it in their order.
 */
final class ElementJson {
    private record Shown(String element, Map<String, String> attributes, List<Shown> children) {
        static Shown of(Element element) {
            return new Shown(
                    element.name(),
                    element.attributes(),
                    element.children().stream().map(Shown::of).toList());
        }
    }

    private ElementJson() {}

    static String write(Element element) {
        return ReportJson.records(Shown.of(element));
    }
}
