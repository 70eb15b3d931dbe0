package io.systole.policy.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What happens to a cluster that runs: to its nodes, to operations, to its configuration. */
final class RandomEvents {
    private final Random random;
    private final RandomConfiguration drawn;
    private final Document document;
    private final List<String> pretended;

    private RandomEvents(Random random, RandomConfiguration drawn, Document document, List<String> pretended) {
        this.random = random;
        this.drawn = drawn;
        this.document = document;
        this.pretended = pretended;
    }

    /** The CIB after one to three events; what is better pretended than written is added to the options. */
    static String happen(Random random, RandomConfiguration drawn, String cib, List<String> pretended) {
        RandomEvents events = new RandomEvents(random, drawn, Xml.parse(cib), pretended);
        int number = random.nextInt(4);
        for (int i = 0; i < number; i++) {
            events.happen();
        }
        return Xml.write(events.document);
    }

    private void happen() {
        switch (random.nextInt(14)) {
            case 0, 1 -> attribute("standby=on");
            case 2 -> attribute("shutdown=1000");
            case 3, 4 -> pretend(pick(List.of("--node-fail", "--node-down")), pick(drawn.nodes));
            case 5, 6, 7 -> failed();
            case 8 -> forgotten();
            case 9 -> promotionScore();
            case 10 -> meta();
            case 11 -> parameter();
            case 12 -> removed();
            default -> option();
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private List<Element> all(String name) {
        return Xml.descendants(document.getDocumentElement(), name);
    }

    private void pretend(String option, String value) {
        pretended.add(option);
        pretended.add(value);
    }

    /** A transient attribute of a node. */
    private void attribute(String text) {
        List<Element> states = all("transient_attributes");
        if (!states.isEmpty()) {
            pair(Xml.children(pick(states)).get(0), text);
        }
    }

    private void pair(Element set, String text) {
        int at = text.indexOf('=');
        String name = text.substring(0, at);
        for (Element each : Xml.children(set)) {
            if (each.getAttribute("name").equals(name)) {
                each.setAttribute("value", text.substring(at + 1));
                return;
            }
        }
        Element pair = document.createElement("nvpair");
        pair.setAttribute("id", set.getAttribute("id") + "-" + name);
        pair.setAttribute("name", name);
        pair.setAttribute("value", text.substring(at + 1));
        set.appendChild(pair);
    }

    /** The last operation of some kind went otherwise, or is not over; with or without a count of it. */
    private void failed() {
        List<Element> all = all("lrm_rsc_op");
        if (all.isEmpty()) {
            return;
        }
        Element entry = pick(all);
        String resource = ((Element) entry.getParentNode()).getAttribute("id");
        String magic = entry.getAttribute("transition-magic");
        String rc = pick(List.of("1", "1", "7", "5", "6", "193"));
        String status = rc.equals("193") ? "-1" : pick(List.of("0", "0", "0", "2"));
        entry.setAttribute("rc-code", rc);
        entry.setAttribute("op-status", status);
        entry.setAttribute("transition-magic", status + ":" + rc + magic.substring(magic.indexOf(';')));
        if (rc.equals("193")) {
            return;
        }
        entry.setAttribute("id", resource + "_last_failure_0");
        if (random.nextInt(3) > 0) {
            Element state = (Element)
                    entry.getParentNode().getParentNode().getParentNode().getParentNode();
            for (Element each : Xml.children(state)) {
                if (each.getTagName().equals("transient_attributes")) {
                    String name =
                            resource + "#" + entry.getAttribute("operation") + "_" + entry.getAttribute("interval");
                    pair(Xml.children(each).get(0), "fail-count-" + name + "=" + pick(List.of("1", "2", "INFINITY")));
                    pair(
                            Xml.children(each).get(0),
                            "last-failure-" + name + "=" + entry.getAttribute("last-rc-change"));
                }
            }
        }
    }

    /** Nobody knows any more what a resource did on a node, or part of it. */
    private void forgotten() {
        List<Element> all = all(pick(List.of("lrm_resource", "lrm_rsc_op")));
        if (!all.isEmpty()) {
            Element gone = pick(all);
            gone.getParentNode().removeChild(gone);
        }
    }

    private void promotionScore() {
        if (!drawn.promotables.isEmpty()) {
            List<String> inner =
                    drawn.promotables.stream().filter(id -> id.startsWith("r")).toList();
            attribute("master-" + pick(inner) + "=" + pick(List.of("1", "10", "100", "-1")));
        }
    }

    private void meta() {
        List<Element> sets = all("meta_attributes");
        if (!sets.isEmpty()) {
            pair(
                    pick(sets),
                    pick(List.of(
                            "target-role=Stopped",
                            "is-managed=false",
                            "maintenance=true",
                            "priority=7",
                            "resource-stickiness=50",
                            "target-role=Unpromoted")));
        }
    }

    private void parameter() {
        List<Element> primitives = all("primitive");
        if (primitives.isEmpty()) {
            return;
        }
        Element primitive = pick(primitives);
        Element set = document.createElement("instance_attributes");
        set.setAttribute("id", primitive.getAttribute("id") + "-changed-" + random.nextInt(1000));
        pair(set, "envfile=x" + random.nextInt(10));
        primitive.insertBefore(set, Xml.children(primitive).stream().findFirst().orElse(null));
    }

    private void removed() {
        List<Element> all = new ArrayList<>(all(pick(List.of("rsc_location", "rsc_order", "rsc_colocation", "op"))));
        if (!all.isEmpty()) {
            Element gone = pick(all);
            gone.getParentNode().removeChild(gone);
        }
    }

    private void option() {
        Element set = Xml.first(document, "cluster_property_set");
        switch (random.nextInt(4)) {
            case 0, 1 -> pair(set, "stop-all-resources=true");
            case 2 -> document.getDocumentElement().setAttribute("have-quorum", "0");
            default -> {
                String resource = pick(drawn.resources);
                if (all("*").stream().noneMatch(each -> each.getAttribute("id").equals(resource))) {
                    return;
                }
                Element location = document.createElement("rsc_location");
                location.setAttribute("id", "moved-" + random.nextInt(1000));
                location.setAttribute("rsc", resource);
                location.setAttribute("node", pick(drawn.nodes));
                location.setAttribute(
                        "score",
                        resource.startsWith("c") ? "-INFINITY" : pick(List.of("INFINITY", "-INFINITY", "1000")));
                Xml.first(document, "constraints").appendChild(location);
            }
        }
    }
}
