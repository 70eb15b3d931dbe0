package io.systole.cib.xml;

import io.systole.cib.xml.XmlSource.NotWellFormed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses a document into elements, within bounds on its depth and on the number of its elements. A document type is
 * refused, so no entity is ever expanded or fetched.
 *
 * <p>It is our own since most of the time for a plan of a large cluster went into the platform's: a CIB needs neither
 * namespaces nor document types nor other encodings than UTF-8.
 */
final class XmlParser {
    static final int DEPTH_MAX = 64;
    static final int ELEMENTS_MAX = 2_000_000;
    /** From so many attributes on, a set finds the one that is there twice. */
    private static final int MANY = 32;

    private static final String[] NONE = {};

    private final XmlSource source;
    private final Deque<Open> open = new ArrayDeque<>();
    /** The names and values of the attributes of the element that begins. */
    private String[] pairs = new String[64];

    private int pairsEnd;
    private @Nullable XmlElement root;
    private int elements;

    /** An element whose end was not seen yet. */
    private static final class Open {
        private final String name;
        private final int line;
        private final String[] pairs;
        private @Nullable List<XmlElement> children;
        private @Nullable StringBuilder text;

        Open(String name, int line, String[] pairs) {
            this.name = name;
            this.line = line;
            this.pairs = pairs;
        }

        void add(XmlElement child) {
            List<XmlElement> all = children == null ? new ArrayList<>() : children;
            all.add(child);
            children = all;
        }

        void add(String more) {
            StringBuilder all = text == null ? new StringBuilder() : text;
            text = all.append(more);
        }

        XmlElement done() {
            return new XmlElement(
                    name,
                    line,
                    pairs,
                    children == null ? List.of() : children,
                    text == null ? "" : text.toString().strip());
        }
    }

    private XmlParser(byte[] document) {
        this.source = new XmlSource(document);
    }

    /** The outermost element; null with a fault, or where there is no element at all. */
    static @Nullable XmlElement parse(byte[] document, List<CibFault> faults) {
        XmlParser parser = new XmlParser(document);
        try {
            parser.source.declaration();
            while (parser.source.more()) {
                parser.next();
            }
            return parser.end();
        } catch (NotWellFormed broken) {
            String element = parser.open.isEmpty() ? "cib" : parser.open.getFirst().name;
            faults.add(new CibFault(
                    CibFault.Kind.STRUCTURE,
                    parser.source.line(),
                    element,
                    broken.found(),
                    broken.expected(),
                    "nothing else was checked: mend this first"));
            return null;
        }
    }

    private @Nullable XmlElement end() {
        if (!open.isEmpty()) {
            throw new NotWellFormed("the end of the document", "</" + open.getFirst().name + ">");
        }
        return root;
    }

    private void next() {
        if (!source.take('<')) {
            text(source.text());
        } else if (source.take('/')) {
            close();
        } else if (source.take('?')) {
            source.skipInstruction();
        } else if (source.take('!')) {
            special();
        } else {
            begin();
        }
    }

    private void special() {
        if (source.take("--")) {
            source.skipComment();
        } else if (source.take("[CDATA[")) {
            text(source.data());
        } else {
            throw new NotWellFormed("a document type or entity", "a document without one");
        }
    }

    private void text(String text) {
        Open inside = open.peek();
        if (text.isBlank()) {
            return;
        }
        if (inside == null) {
            throw new NotWellFormed("text outside of all elements", "well-formed XML");
        }
        inside.add(text);
    }

    private void begin() {
        int line = source.line();
        String name = source.name();
        elements++;
        if (open.size() >= DEPTH_MAX) {
            throw new NotWellFormed("elements nested deeper than " + DEPTH_MAX, "at most " + DEPTH_MAX + " levels");
        }
        if (elements > ELEMENTS_MAX) {
            throw new NotWellFormed("more than " + ELEMENTS_MAX + " elements", "at most " + ELEMENTS_MAX);
        }
        if (open.isEmpty() && root != null) {
            throw new NotWellFormed("a second outermost element <" + name + ">", "one outermost element");
        }
        Open begun = new Open(name, line, attributes());
        if (source.take('/')) {
            source.expect('>');
            add(begun.done());
        } else {
            source.expect('>');
            open.push(begun);
        }
    }

    private String[] attributes() {
        pairsEnd = 0;
        boolean apart = source.skipSpace();
        while (!source.isAt('>') && !source.isAt('/')) {
            if (!apart) {
                throw new NotWellFormed(source.shown(), "a blank, > or />");
            }
            add(source.name());
            source.skipSpace();
            source.expect('=');
            source.skipSpace();
            add(source.value());
            apart = source.skipSpace();
        }
        refuseRepeated();
        return pairsEnd == 0 ? NONE : Arrays.copyOf(pairs, pairsEnd);
    }

    private void add(String nameOrValue) {
        if (pairsEnd == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * pairsEnd);
        }
        pairs[pairsEnd++] = nameOrValue;
    }

    private void refuseRepeated() {
        Set<String> seen = pairsEnd > 2 * MANY ? new HashSet<>() : null;
        long bits = 0;
        for (int i = 0; i < pairsEnd; i += 2) {
            String name = pairs[i];
            long bit = XmlElement.bit(name);
            if (seen != null ? !seen.add(name) : (bits & bit) != 0 && isBefore(i, name)) {
                throw new NotWellFormed("the attribute " + name + " twice", "each attribute once");
            }
            bits |= bit;
        }
    }

    private boolean isBefore(int index, String name) {
        for (int i = 0; i < index; i += 2) {
            if (pairs[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    private void close() {
        Open begun = open.peek();
        String name = source.name();
        source.skipSpace();
        if (begun == null || !name.equals(begun.name)) {
            throw new NotWellFormed(
                    "</" + name + ">", begun == null ? "no end of an element here" : "</" + begun.name + ">");
        }
        source.expect('>');
        open.pop();
        add(begun.done());
    }

    private void add(XmlElement element) {
        Open inside = open.peek();
        if (inside == null) {
            root = element;
        } else {
            inside.add(element);
        }
    }
}
