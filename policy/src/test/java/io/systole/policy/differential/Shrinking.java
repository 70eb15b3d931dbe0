package io.systole.policy.differential;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Makes a situation smaller as long as what it shows stays to be seen: leaves out what is pretended, then element by element. */
final class Shrinking {
    private static final List<String> NEEDED = List.of(
            "cib",
            "configuration",
            "crm_config",
            "cluster_property_set",
            "nodes",
            "resources",
            "constraints",
            "status");

    private final Shows shows;
    private int triesLeft;

    /** Whether a situation still shows what is looked for. */
    interface Shows {
        boolean in(Situation situation) throws Exception;
    }

    private Shrinking(Shows shows, int triesMax) {
        this.shows = shows;
        this.triesLeft = triesMax;
    }

    static Situation of(Situation situation, Shows shows, int triesMax) throws Exception {
        Shrinking shrinking = new Shrinking(shows, triesMax);
        Situation smaller = shrinking.unpretended(situation);
        boolean again = true;
        while (again && shrinking.triesLeft > 0) {
            String before = smaller.cib();
            smaller = shrinking.pass(smaller);
            again = !before.equals(smaller.cib());
        }
        return smaller;
    }

    private boolean tried(Situation smaller) throws Exception {
        triesLeft--;
        return triesLeft >= 0 && shows.in(smaller);
    }

    private Situation unpretended(Situation from) throws Exception {
        Situation smallest = from;
        for (int i = from.pretended().size() - 2; i >= 0; i -= 2) {
            List<String> fewer = new ArrayList<>(smallest.pretended());
            fewer.subList(i, i + 2).clear();
            Situation smaller = smallest.with(smallest.cib(), fewer);
            if (tried(smaller)) {
                smallest = smaller;
            }
        }
        return smallest;
    }

    private Situation pass(Situation from) throws Exception {
        Document document = Xml.parse(from.cib());
        Situation smallest = from;
        for (Element element : Xml.descendants(document.getDocumentElement(), "*")) {
            Node parent = element.getParentNode();
            if (parent == null || !attached(element) || NEEDED.contains(element.getTagName())) {
                continue;
            }
            Node next = element.getNextSibling();
            parent.removeChild(element);
            Situation smaller = from.with(Xml.write(document), smallest.pretended());
            if (tried(smaller)) {
                smallest = smaller;
            } else {
                parent.insertBefore(element, next);
            }
        }
        return smallest;
    }

    private static boolean attached(Node node) {
        Node top = node;
        while (top.getParentNode() != null) {
            top = top.getParentNode();
        }
        return top instanceof Document;
    }
}
