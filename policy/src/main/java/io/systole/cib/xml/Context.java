package io.systole.cib.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is gathered while a document is read: its faults, and where each id is defined. */
final class Context {
    static final int FAULTS_MAX = 1000;
    private static final int TEXT_MAX = 200;

    private final List<CibFault> faults = new ArrayList<>();
    private final SortedMap<String, Integer> lineOfId = new TreeMap<>();
    private final SortedMap<String, Integer> lineOfNode = new TreeMap<>();

    /** The names of attributes that the open cursors were asked for, those of inner ones after those of outer ones. */
    private final List<String> attributes = new ArrayList<>();

    private final List<String> children = new ArrayList<>();

    List<String> attributes() {
        return attributes;
    }

    List<String> children() {
        return children;
    }

    List<CibFault> faults() {
        return faults;
    }

    /** The line of each id; where a node and a resource share one, that of the resource. */
    SortedMap<String, Integer> lineOfId() {
        SortedMap<String, Integer> lines = new TreeMap<>(lineOfNode);
        lines.putAll(lineOfId);
        return lines;
    }

    /** Notes a fault; beyond a thousand nobody reads on, and a hostile document shall not fill the memory. */
    void fault(CibFault.Kind kind, XmlElement at, String found, String expected, String advice) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(new CibFault(kind, at.line(), shortened(at.name()), shortened(found), expected, advice));
        }
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "...";
    }

    /** Notes where an id is defined; ids are unique within the configuration, those of nodes among themselves. */
    void defined(String id, XmlElement at) {
        var lines = at.name().equals("node") ? lineOfNode : lineOfId;
        Integer before = lines.putIfAbsent(id, at.line());
        if (before != null) {
            fault(
                    CibFault.Kind.REFERENCE,
                    at,
                    "the id \"" + id + "\" of line " + before + " again",
                    "an id that no other element has",
                    "rename one of the two");
        }
    }
}
