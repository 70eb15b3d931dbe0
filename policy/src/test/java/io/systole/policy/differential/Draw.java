package io.systole.policy.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What is drawn goes into a document: chance, choice, and the elements of a CIB that it needs. */
final class Draw {
    final Random random;
    final Document document;
    /** What is better pretended than written: options of the simulation in pairs. */
    final List<String> pretended = new ArrayList<>();

    private int made;

    Draw(Random random, Document document) {
        this.random = random;
        this.document = document;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    List<Element> all(String name) {
        return Xml.descendants(document.getDocumentElement(), name);
    }

    /** The section directly under the configuration, or the status. */
    Element section(String name) {
        return Xml.first(document, name);
    }

    /** The resources directly in their section, templates aside. */
    List<Element> resources() {
        return Xml.children(section("resources")).stream()
                .filter(each -> !each.getTagName().equals("template"))
                .toList();
    }

    List<String> ids(List<Element> elements) {
        return elements.stream().map(each -> each.getAttribute("id")).toList();
    }

    /** The resources that an ocf agent runs: fence devices aside. */
    List<String> resourceIds() {
        return ids(resources()).stream().filter(id -> !id.startsWith("fence")).toList();
    }

    List<String> nodes() {
        return all("node").stream().map(each -> each.getAttribute("uname")).toList();
    }

    /** A new element with an id of its own and the attributes given as NAME=VALUE. */
    Element element(Element parent, String name, String... attributes) {
        Element element = document.createElement(name);
        element.setAttribute("id", name + "-" + made++);
        for (String attribute : attributes) {
            int at = attribute.indexOf('=');
            element.setAttribute(attribute.substring(0, at), attribute.substring(at + 1));
        }
        parent.appendChild(element);
        return element;
    }

    /** The first set of that kind of an element; made as its first child where it has none. */
    Element set(Element owner, String kind) {
        for (Element child : Xml.children(owner)) {
            if (child.getTagName().equals(kind)) {
                return child;
            }
        }
        Element set = document.createElement(kind);
        set.setAttribute("id", kind + "-of-" + owner.getAttribute("id") + owner.getAttribute("uname"));
        boolean last = owner.getTagName().equals("op") || owner.getTagName().equals("node");
        owner.insertBefore(
                set, last ? null : Xml.children(owner).stream().findFirst().orElse(null));
        return set;
    }

    /** Sets a pair of a set, the one that is there or a new one. */
    void pair(Element set, String text) {
        int at = text.indexOf('=');
        String name = text.substring(0, at);
        for (Element each : Xml.children(set)) {
            if (each.getAttribute("name").equals(name)) {
                each.setAttribute("value", text.substring(at + 1));
                return;
            }
        }
        Element pair = document.createElement("nvpair");
        pair.setAttribute("id", set.getAttribute("id") + "-" + name.replaceAll("[^A-Za-z0-9._-]", "."));
        pair.setAttribute("name", name);
        pair.setAttribute("value", text.substring(at + 1));
        set.appendChild(pair);
    }

    void option(String text) {
        pair(section("cluster_property_set"), text);
    }

    void meta(Element resource, String text) {
        pair(set(resource, "meta_attributes"), text);
    }

    /** An attribute of a node, lasting or of its present life. */
    void attribute(String node, String text, boolean lasting) {
        for (Element each : all(lasting ? "node" : "node_state")) {
            if (each.getAttribute("uname").equals(node)) {
                Element owner = lasting ? each : transientAttributes(each);
                pair(set(owner, "instance_attributes"), text);
            }
        }
    }

    private Element transientAttributes(Element state) {
        for (Element child : Xml.children(state)) {
            if (child.getTagName().equals("transient_attributes")) {
                return child;
            }
        }
        return element(state, "transient_attributes");
    }
}
