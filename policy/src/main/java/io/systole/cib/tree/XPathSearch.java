package io.systole.cib.tree;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Finds elements by XPath 1.0, in document order, with the JDK's own engine. */
public final class XPathSearch {
    private static final String PLACE = "place";
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z_][A-Za-z0-9_-]*)+");

    private final Document document;

    /** To search the same elements more than once. */
    public XPathSearch(Element root) {
        try {
            document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK has no DOM", e);
        }
        document.appendChild(node(root, Place.ROOT));
    }

    /** An expression that is no XPath, or does not select elements. */
    public static final class BadXPath extends Exception {
        private static final long serialVersionUID = 1;

        BadXPath(String message) {
            super(message);
        }
    }

    /** The places of the elements that the expression selects. */
    static List<Place> places(Element root, String expression) throws BadXPath {
        if (PLAIN.matcher(expression).matches()) {
            return plain(root, List.of(expression.substring(1).split("/")));
        }
        var found = new ArrayList<Place>();
        var nodes = new XPathSearch(root).select(expression);
        for (int i = 0; i < nodes.getLength(); i++) {
            if (!(nodes.item(i).getUserData(PLACE) instanceof Place place)) {
                throw new BadXPath(expression + " selects something other than elements");
            }
            found.add(place);
        }
        return found;
    }

    /** A path of names alone, as those of the sections are, needs no engine. */
    private static List<Place> plain(Element root, List<String> names) {
        List<Place> places = root.name().equals(names.get(0)) ? List.of(Place.ROOT) : List.of();
        for (var name : names.subList(1, names.size())) {
            var next = new ArrayList<Place>();
            for (var place : places) {
                var children = root.at(place).children();
                for (int i = 0; i < children.size(); i++) {
                    if (children.get(i).name().equals(name)) {
                        next.add(place.child(i));
                    }
                }
            }
            places = next;
        }
        return List.copyOf(places);
    }

    /** The same for a permission: an attribute stands for its element, the document for its root. */
    public List<Place> elements(String expression) throws BadXPath {
        var found = new LinkedHashSet<Place>();
        var nodes = select(expression);
        for (int i = 0; i < nodes.getLength(); i++) {
            var node = nodes.item(i);
            var element = node instanceof Attr attribute
                    ? attribute.getOwnerElement()
                    : node instanceof Document all ? all.getDocumentElement() : node;
            if (element != null && element.getUserData(PLACE) instanceof Place place) {
                found.add(place);
            }
        }
        return List.copyOf(found);
    }

    private NodeList select(String expression) throws BadXPath {
        try {
            return (NodeList)
                    XPathFactory.newDefaultInstance().newXPath().evaluate(expression, document, XPathConstants.NODESET);
        } catch (XPathExpressionException e) {
            throw new BadXPath(expression + " is no XPath 1.0 expression that selects elements: " + reason(e));
        }
    }

    private static String reason(XPathExpressionException e) {
        var text = e.getMessage() == null ? String.valueOf(e.getCause()) : e.getMessage();
        return text.replaceAll("^(javax\\.xml\\.[a-z.]*[A-Za-z]*(Exception|Error): )+", "");
    }

    private Node node(Element element, Place place) {
        var node = document.createElement(element.name());
        element.attributes().forEach(node::setAttribute);
        for (int i = 0; i < element.children().size(); i++) {
            node.appendChild(node(element.children().get(i), place.child(i)));
        }
        node.setUserData(PLACE, place, null);
        return node;
    }
}
