package io.systole.cib.xml;

import io.systole.cib.xml.XmlSource.NotWellFormed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    /** A document that writes elements in more ways is read without guesses. */
    private static final int BRANCHES_MAX = 10_000;

    private static final String[] NO_VALUES = {};

    private final XmlSource source;
    private final Deque<Open> open = new ArrayDeque<>();
    /** How the elements of each name begin. */
    private final Map<String, Branch> branches = new HashMap<>();

    private int branchesMade;
    /** The names and values of the attributes of the element that begins. */
    private String[] names = new String[64];

    private String[] values = new String[64];
    private int count;
    private @Nullable XmlElement root;
    private int elements;

    /** An element whose end was not seen yet. */
    private static final class Open {
        private final String name;
        private final int line;
        private final AttributeNames names;
        private final String[] values;
        private @Nullable List<XmlElement> children;
        private @Nullable StringBuilder text;

        Open(String name, int line, AttributeNames names, String[] values) {
            this.name = name;
            this.line = line;
            this.names = names;
            this.values = values;
        }

        void add(XmlElement child) {
            List<XmlElement> all = children == null ? new ArrayList<>(2) : children;
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
                    names,
                    values,
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
        AttributeNames own = attributes(name);
        String[] all = count == 0 ? NO_VALUES : Arrays.copyOf(values, count);
        if (source.take('/')) {
            source.expect('>');
            add(new XmlElement(name, line, own, all, List.of(), ""));
        } else {
            source.expect('>');
            open.push(new Open(name, line, own, all));
        }
    }

    /** Reads the attributes of an element of that name: their values are in the array then, their names are answered. */
    private AttributeNames attributes(String element) {
        Branch at = root(element);
        count = 0;
        while (true) {
            Branch guess = at == null ? null : at.guess();
            if (guess != null && source.takeName(guess)) {
                at = guess;
                add(guess.name(), source.valueAfterQuote(guess));
                continue;
            }
            boolean apart = source.skipSpace();
            if (source.isAt('>') || source.isAt('/')) {
                return names(at);
            }
            if (!apart) {
                throw new NotWellFormed(source.shown(), "a blank, > or />");
            }
            String name = source.name();
            source.skipSpace();
            source.expect('=');
            source.skipSpace();
            at = at == null ? null : further(at, name);
            add(name, source.value(at));
        }
    }

    private @Nullable Branch root(String element) {
        Branch root = branches.get(element);
        if (root == null && branchesMade < BRANCHES_MAX) {
            root = Branch.root();
            branchesMade++;
            branches.put(element, root);
        }
        return root;
    }

    private @Nullable Branch further(Branch at, String attribute) {
        Branch known = at.known(attribute);
        if (known != null || branchesMade >= BRANCHES_MAX) {
            return known;
        }
        branchesMade++;
        return at.grown(attribute);
    }

    private void add(String name, String value) {
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        names[count] = name;
        values[count++] = value;
    }

    private AttributeNames names(@Nullable Branch at) {
        String repeated = at == null ? repeated() : at.repeated();
        if (repeated != null) {
            throw new NotWellFormed("the attribute " + repeated + " twice", "each attribute once");
        }
        if (count == 0) {
            return AttributeNames.NONE;
        }
        return at == null ? new AttributeNames(Arrays.copyOf(names, count)) : at.names();
    }

    private @Nullable String repeated() {
        Set<String> seen = count > MANY ? new HashSet<>() : null;
        for (int i = 0; i < count; i++) {
            if (seen != null ? !seen.add(names[i]) : isBefore(i)) {
                return names[i];
            }
        }
        return null;
    }

    private boolean isBefore(int index) {
        for (int i = 0; i < index; i++) {
            if (names[i].equals(names[index])) {
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
