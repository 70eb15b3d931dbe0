package io.systole.cib.xml;

import java.util.List;
import java.util.SortedMap;

/** An element of the document as the parser saw it, with the line it begins on. */
record XmlElement(
        String name, int line, SortedMap<String, String> attributes, List<XmlElement> children, String text) {}
