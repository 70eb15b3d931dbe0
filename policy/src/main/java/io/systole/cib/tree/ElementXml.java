package io.systole.cib.tree;

import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.ElementText;
import java.util.ArrayList;

/** Elements as text. */
public final class ElementXml {
    private static final ElementText.View<Element> VIEW =
            new ElementText.View<>(Element::name, Element::attributes, Element::children);

    private ElementXml() {}

    public static ElementReading read(String document) {
        var faults = new ArrayList<CibFault>();
        var element = ElementText.read(document, Element::new, faults::add);
        return new ElementReading(element, faults);
    }

    public static String write(Element element) {
        return ElementText.write(element, VIEW);
    }
}
