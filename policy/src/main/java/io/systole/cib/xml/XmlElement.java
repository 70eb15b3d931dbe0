package io.systole.cib.xml;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An element of the document as the parser saw it, with the line it begins on. Most elements of a large document are entries
 * of the history with some twenty attributes, so it has but the values of these for itself.
 */
final class XmlElement {
    private final String name;
    private final int line;
    private final AttributeNames names;
    private final String[] values;
    private final List<XmlElement> children;
    private final String text;

    XmlElement(String name, int line, AttributeNames names, String[] values, List<XmlElement> children, String text) {
        this.name = name;
        this.line = line;
        this.names = names;
        this.values = values;
        this.children = children;
        this.text = text;
    }

    String name() {
        return name;
    }

    int line() {
        return line;
    }

    List<XmlElement> children() {
        return children;
    }

    String text() {
        return text;
    }

    int attributeCount() {
        return values.length;
    }

    String attributeName(int index) {
        return names.name(index);
    }

    String attributeValue(int index) {
        return values[index];
    }

    /**
     * Where an attribute is, -1 if it is not there.
     *
     * @param from where it is looked for first: attributes are mostly asked for in the order in which they are written
     */
    int indexOf(String attribute, int from) {
        return names.indexOf(attribute, from);
    }

    /** For each attribute its position among those fields, -1 where it is none of them; not to be changed. */
    int[] positions(FieldNames fields) {
        return names.positions(fields);
    }

    @Nullable
    String attribute(String wanted) {
        int index = indexOf(wanted, 0);
        return index < 0 ? null : attributeValue(index);
    }

    /** All attributes by name. */
    SortedMap<String, String> attributes() {
        SortedMap<String, String> all = new TreeMap<>();
        for (int i = 0; i < attributeCount(); i++) {
            all.put(attributeName(i), attributeValue(i));
        }
        return all;
    }
}
