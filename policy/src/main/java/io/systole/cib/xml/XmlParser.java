package io.systole.cib.xml;

import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Parses a document into elements, within bounds on its depth and on the number of its elements. A document type is
 * refused, so no entity is ever expanded or fetched.
 */
final class XmlParser {
    static final int DEPTH_MAX = 64;
    static final int ELEMENTS_MAX = 2_000_000;

    private final Deque<Open> open = new ArrayDeque<>();
    private final List<CibFault> faults;
    private @Nullable XmlElement root;
    private int elements;

    /** An element whose end was not seen yet. */
    private record Open(
            String name,
            int line,
            SortedMap<String, String> attributes,
            List<XmlElement> children,
            StringBuilder text) {}

    private XmlParser(List<CibFault> faults) {
        this.faults = faults;
    }

    static @Nullable XmlElement parse(Reader in, List<CibFault> faults) {
        return new XmlParser(faults).parse(in);
    }

    private @Nullable XmlElement parse(Reader in) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (faults.isEmpty() && reader.hasNext()) {
                take(reader);
            }
            reader.close();
        } catch (XMLStreamException broken) {
            int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNumber();
            fault(line, oneLine(broken.getMessage()), "well-formed XML");
        }
        return faults.isEmpty() ? root : null;
    }

    private void take(XMLStreamReader reader) throws XMLStreamException {
        switch (reader.next()) {
            case XMLStreamConstants.START_ELEMENT -> begin(reader);
            case XMLStreamConstants.END_ELEMENT -> end();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(reader.getText());
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                fault(reader.getLocation().getLineNumber(), "a document type or entity", "a document without one");
            default -> {
                // comments and processing instructions say nothing to a cluster
            }
        }
    }

    private void begin(XMLStreamReader reader) {
        int line = reader.getLocation().getLineNumber();
        elements++;
        if (open.size() >= DEPTH_MAX) {
            fault(line, "elements nested deeper than " + DEPTH_MAX, "at most " + DEPTH_MAX + " levels");
        }
        if (elements > ELEMENTS_MAX) {
            fault(line, "more than " + ELEMENTS_MAX + " elements", "at most " + ELEMENTS_MAX);
        }
        SortedMap<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        open.push(new Open(reader.getLocalName(), line, attributes, new ArrayList<>(), new StringBuilder()));
    }

    private void end() {
        Open done = open.pop();
        var element = new XmlElement(
                done.name,
                done.line,
                done.attributes,
                done.children,
                done.text.toString().strip());
        if (open.isEmpty()) {
            root = element;
        } else {
            open.getFirst().children.add(element);
        }
    }

    private void text(String text) {
        if (!open.isEmpty() && !text.isBlank()) {
            open.getFirst().text.append(text);
        }
    }

    private void fault(int line, String found, String expected) {
        String element = open.isEmpty() ? "cib" : open.getFirst().name;
        faults.add(new CibFault(
                CibFault.Kind.STRUCTURE, line, element, found, expected, "nothing else was checked: mend this first"));
    }

    private static String oneLine(@Nullable String message) {
        String text = message == null ? "" : message;
        int last = text.lastIndexOf("Message: ");
        String plain = (last >= 0 ? text.substring(last + "Message: ".length()) : text).replaceAll("\\s+", " ");
        return plain.isBlank() ? "text that is not XML" : plain.strip();
    }
}
