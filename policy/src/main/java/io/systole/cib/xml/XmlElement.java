package io.systole.cib.xml;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An element of the document as the parser saw it, with the line it begins on. Most elements of a large document are entries
 * of the history with some twenty attributes, so these are kept in one array, names and values in turn.
 */
final class XmlElement {
    private final String name;
    private final int line;
    private final String[] pairs;
    /** A bit for each name by its hash: most attributes that are asked for and not there are known not to be at once. */
    private final long present;

    private final List<XmlElement> children;
    private final String text;

    XmlElement(String name, int line, String[] pairs, List<XmlElement> children, String text) {
        this.name = name;
        this.line = line;
        this.pairs = pairs;
        this.children = children;
        this.text = text;
        long bits = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            bits |= bit(pairs[i]);
        }
        this.present = bits;
    }

    /** The bit of a name; different names may share one. */
    static long bit(String attribute) {
        int hash = attribute.hashCode();
        return 1L << (hash ^ (hash >>> 6) ^ (hash >>> 12));
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
        return pairs.length / 2;
    }

    String attributeName(int index) {
        return pairs[2 * index];
    }

    String attributeValue(int index) {
        return pairs[2 * index + 1];
    }

    /**
     * Where an attribute is, -1 if it is not there.
     *
     * @param from where it is looked for first: attributes are mostly asked for in the order in which they are written
     */
    int indexOf(String attribute, int from) {
        if ((present & bit(attribute)) == 0) {
            return -1;
        }
        int count = attributeCount();
        int at = from < count ? from : 0;
        for (int tried = 0; tried < count; tried++) {
            if (attributeName(at).equals(attribute)) {
                return at;
            }
            at = at + 1 < count ? at + 1 : 0;
        }
        return -1;
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
