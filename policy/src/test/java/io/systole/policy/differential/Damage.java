package io.systole.policy.differential;

import java.util.List;
import java.util.Random;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** Damages a CIB, by a seed: its text, its structure, its values, its references. */
final class Damage {
    private static final int NESTED = 1000;
    private static final List<String> VALUES = List.of(
            "",
            " ",
            "-1",
            "0",
            "1",
            "true",
            "2147483648",
            "-2147483649",
            "99999999999999999999",
            "1e309",
            "NaN",
            "INFINITY",
            "-INFINITY",
            "+INFINITY",
            "%s%n",
            "../../etc/passwd",
            "P99999999999999Y",
            "2026-02-30T25:61:61+99:99",
            "[(*+?",
            "%1%9",
            "a:b:c:0",
            ":",
            "_",
            "x".repeat(10_000),
            "\u0000".replace("\u0000", "\ufffd"),
            "Promoted",
            "stop",
            "Stopped",
            "fence",
            "block",
            "-1:-1;-1:-1:-1:",
            "0:0;1:1:0:x");

    private final Random random;

    private Damage(Random random) {
        this.random = random;
    }

    static String of(String cib, long seed) {
        Damage damage = new Damage(new Random(seed));
        String text = cib;
        int structural = damage.random.nextInt(6);
        if (structural > 0) {
            Document document = Xml.parse(text);
            for (int i = 0; i < structural; i++) {
                damage.change(document);
            }
            text = Xml.write(document);
        }
        return structural == 0 || damage.random.nextInt(10) == 0 ? damage.text(text) : text;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String text(String text) {
        int at = random.nextInt(text.length());
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + (char) random.nextInt(0x250) + text.substring(at + 1);
            case 2 -> text.substring(0, at) + text.substring(text.length() - at / 2);
            case 3 -> "<!DOCTYPE cib [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + text.replace("n1", "&e;");
            case 4 ->
                "<!DOCTYPE c [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                        + text.replace("n1", "&b;");
            default -> text.replace("<resources>", "<resources>" + "<rule>".repeat(NESTED));
        };
    }

    private void change(Document document) {
        List<Element> all = Xml.descendants(document.getDocumentElement(), "*");
        Element one = pick(all);
        Element other = pick(all);
        switch (random.nextInt(12)) {
            case 0 -> one.getParentNode().removeChild(one);
            case 1 -> one.getParentNode().insertBefore(one.cloneNode(true), one);
            case 2 -> move(one, other);
            case 3 -> removeAttribute(one);
            case 4, 5, 6 -> value(one, pick(VALUES));
            case 7, 8 -> reference(one, other);
            case 9 -> rename(document, one, other.getTagName());
            case 10 -> rule(document, one);
            default -> copyAttributes(one, other);
        }
    }

    private static void move(Element one, Element into) {
        for (Node up = into; up != null; up = up.getParentNode()) {
            if (up == one) {
                return;
            }
        }
        into.appendChild(one);
    }

    private String attribute(Element element) {
        NamedNodeMap attributes = element.getAttributes();
        return attributes.getLength() == 0
                ? "id"
                : attributes.item(random.nextInt(attributes.getLength())).getNodeName();
    }

    private void removeAttribute(Element element) {
        element.removeAttribute(attribute(element));
    }

    private void value(Element element, String value) {
        element.setAttribute(attribute(element), value);
    }

    /** Something refers to another thing, to itself, or to what refers to it. */
    private void reference(Element one, Element other) {
        String id = pick(List.of(one, other)).getAttribute("id");
        String name = pick(List.of("id-ref", "template", "rsc", "with-rsc", "first", "then", "id", "value", "node"));
        one.setAttribute(name, id);
        if (name.equals("id-ref") && random.nextBoolean()) {
            one.removeAttribute("id");
            other.setAttribute("id-ref", one.getAttribute("id"));
        }
    }

    private static void rename(Document document, Element element, String name) {
        document.renameNode(element, null, name);
    }

    /** Rules in rules. */
    private void rule(Document document, Element parent) {
        Element inner = parent;
        int depth = pick(List.of(1, 3, 40, NESTED));
        for (int i = 0; i < depth; i++) {
            Element rule = document.createElement("rule");
            rule.setAttribute("id", "nested-" + i);
            rule.setAttribute("score", "INFINITY");
            inner.appendChild(rule);
            inner = rule;
        }
        Element expression = document.createElement("expression");
        expression.setAttribute("id", "nested-e");
        expression.setAttribute("attribute", "#uname");
        expression.setAttribute("operation", pick(List.of("eq", "lt", "defined", "?")));
        expression.setAttribute("value", pick(VALUES));
        inner.appendChild(expression);
    }

    private static void copyAttributes(Element from, Element to) {
        for (int i = 0; i < from.getAttributes().getLength(); i++) {
            Node each = from.getAttributes().item(i);
            to.setAttribute(each.getNodeName(), each.getNodeValue());
        }
    }
}
