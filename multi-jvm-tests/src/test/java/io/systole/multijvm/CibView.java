package io.systole.multijvm;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What an outsider reads from the XML of a CIB. */
final class CibView {
    /** Before any was read. */
    static final CibView NONE = none();

    private final String xml;
    private final Element root;

    private CibView(String xml, Element root) {
        this.xml = xml;
        this.root = root;
    }

    static CibView parse(String xml) throws IOException {
        try {
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)));
            return new CibView(xml, document.getDocumentElement());
        } catch (ParserConfigurationException | SAXException failure) {
            throw new IOException("not a CIB: " + xml, failure);
        }
    }

    private static CibView none() {
        try {
            return parse("<cib/>");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String xml() {
        return xml;
    }

    /** The names of all nodes that are members with a running cluster manager. */
    SortedSet<String> online() {
        var online = new TreeSet<String>();
        for (var state : elements("node_state")) {
            if (isYes(state.getAttribute("in_ccm"))
                    && (state.getAttribute("crmd").equals("online") || isYes(state.getAttribute("crmd")))
                    && state.getAttribute("join").equals("member")) {
                online.add(state.getAttribute("uname"));
            }
        }
        return online;
    }

    /** The name of the DC; empty when there is none. */
    String dc() {
        var id = root.getAttribute("dc-uuid");
        return elements("node").stream()
                .filter(node -> node.getAttribute("id").equals(id))
                .map(node -> node.getAttribute("uname"))
                .findFirst()
                .orElse(id);
    }

    boolean quorate() {
        return root.getAttribute("have-quorum").equals("1");
    }

    /** Admin epoch and epoch: what names a configuration. */
    String epoch() {
        return root.getAttribute("admin_epoch") + "." + root.getAttribute("epoch");
    }

    long epochNumber() {
        return Long.parseLong(root.getAttribute("epoch"));
    }

    boolean has(String element, String id) {
        return elements(element).stream()
                .anyMatch(found -> found.getAttribute("id").equals(id));
    }

    /** An attribute of the element with that id; empty when there is none. */
    String attribute(String element, String id, String name) {
        return elements(element).stream()
                .filter(found -> found.getAttribute("id").equals(id))
                .map(found -> found.getAttribute(name))
                .findFirst()
                .orElse("");
    }

    List<Element> elements(String name) {
        var found = root.getElementsByTagName(name);
        var list = new ArrayList<Element>();
        for (var index = 0; index < found.getLength(); index++) {
            list.add((Element) found.item(index));
        }
        return List.copyOf(list);
    }

    /** {@code true}, or since when (seconds since 1970), as newer versions write it. */
    private static boolean isYes(String value) {
        return value.equals("true") || value.matches("[1-9]\\d*");
    }
}
