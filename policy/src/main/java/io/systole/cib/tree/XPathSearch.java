package io.systole.cib.tree;

import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Finds elements by XPath 1.0, in document order, with the JDK's own engine. */
public final class XPathSearch {
    private static final String PLACE = "place";

    private final Document document;

    private XPathSearch(Element root) {
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
        var search = new XPathSearch(root);
        var found = new ArrayList<Place>();
        try {
            var nodes = (NodeList) XPathFactory.newDefaultInstance()
                    .newXPath()
                    .evaluate(expression, search.document, XPathConstants.NODESET);
            for (int i = 0; i < nodes.getLength(); i++) {
                if (!(nodes.item(i).getUserData(PLACE) instanceof Place place)) {
                    throw new BadXPath(expression + " selects something other than elements");
                }
                found.add(place);
            }
        } catch (XPathExpressionException e) {
            throw new BadXPath(expression + " is no XPath 1.0 expression that selects elements: " + reason(e));
        }
        return found;
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
