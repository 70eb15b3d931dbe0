package io.systole.policy.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Changes of a CIB, drawn from a seed, that leave it a CIB: what an operator or a failure might do to it. */
final class Mutation {
    private static final List<String> SCORES = List.of("0", "1", "-1", "100", "-100", "500", "INFINITY", "-INFINITY");
    private static final List<String> REMOVABLE = List.of(
            "primitive",
            "group",
            "clone",
            "master",
            "bundle",
            "rsc_location",
            "rsc_colocation",
            "rsc_order",
            "rsc_ticket",
            "nvpair",
            "op",
            "lrm_rsc_op",
            "lrm_resource",
            "node_state",
            "meta_attributes",
            "instance_attributes",
            "transient_attributes",
            "resource_set",
            "resource_ref",
            "rule",
            "ticket_state");
    private final Random random;
    private final Document document;
    private final List<String> pretended = new ArrayList<>();

    private Mutation(Random random, Document document) {
        this.random = random;
        this.document = document;
    }

    /** The situation with one to three changes. */
    static Situation of(Situation base, long seed) {
        Mutation mutation = new Mutation(new Random(seed), Xml.parse(base.cib()));
        int changes = 1 + mutation.random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            mutation.change();
        }
        return new Situation(base.name() + "#" + seed, Xml.write(mutation.document), mutation.pretended);
    }

    private void change() {
        switch (random.nextInt(12)) {
            case 0, 1 -> remove();
            case 2 -> value();
            case 3 -> option();
            case 4 -> nodeEvent();
            case 5, 6 -> failed();
            case 7 -> result("--op-fail");
            case 8 -> meta();
            case 9 -> nodeAttribute();
            case 10 -> constraint();
            default -> score();
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private List<Element> all(String name) {
        return Xml.descendants(document.getDocumentElement(), name);
    }

    private void remove() {
        List<Element> all = all(pick(REMOVABLE));
        if (!all.isEmpty()) {
            Element gone = pick(all);
            gone.getParentNode().removeChild(gone);
        }
    }

    private void value() {
        List<Element> all = all("nvpair");
        if (all.isEmpty()) {
            return;
        }
        Element pair = pick(all);
        String value = pair.getAttribute("value").toLowerCase(java.util.Locale.ROOT);
        switch (value) {
            case "true", "yes", "on" -> pair.setAttribute("value", "false");
            case "false", "no", "off" -> pair.setAttribute("value", "true");
            case "started", "stopped", "master", "promoted", "slave" ->
                pair.setAttribute("value", pick(List.of("Started", "Stopped", "Promoted", "Unpromoted")));
            default -> {
                if (value.matches("[-+]?(\\d+|infinity)")) {
                    pair.setAttribute("value", pick(List.of("0", "1", "2", "3", "10", "1000", "INFINITY")));
                }
            }
        }
    }

    private void option() {
        Element section = Xml.first(document, "crm_config");
        List<Element> sets = section == null ? List.of() : Xml.children(section);
        if (sets.isEmpty()) {
            return;
        }
        String[] drawn = pick(List.of(
                        "stonith-enabled=true",
                        "stonith-enabled=false",
                        "no-quorum-policy=stop",
                        "no-quorum-policy=freeze",
                        "no-quorum-policy=ignore",
                        "no-quorum-policy=demote",
                        "no-quorum-policy=suicide",
                        "symmetric-cluster=false",
                        "maintenance-mode=true",
                        "stop-all-resources=true",
                        "start-failure-is-fatal=false",
                        "concurrent-fencing=false",
                        "startup-fencing=false",
                        "enable-startup-probes=false",
                        "stop-orphan-resources=false",
                        "stop-orphan-actions=false",
                        "placement-strategy=balanced",
                        "placement-strategy=utilization",
                        "placement-strategy=minimal",
                        "node-health-strategy=migrate-on-red",
                        "stonith-action=off",
                        "priority-fencing-delay=30",
                        "shutdown-lock=true"))
                .split("=", -1);
        pair(sets.get(0), drawn[0], drawn[1]);
    }

    /** Sets a pair of a property set, the one that is there or a new one. */
    private void pair(Element set, String name, String value) {
        for (Element each : Xml.descendants(set, "nvpair")) {
            if (each.getAttribute("name").equals(name)) {
                each.setAttribute("value", value);
                return;
            }
        }
        Element pair = document.createElement("nvpair");
        pair.setAttribute("id", "drawn-" + set.getAttribute("id") + "-" + name);
        pair.setAttribute("name", name);
        pair.setAttribute("value", value);
        set.appendChild(pair);
    }

    private void nodeEvent() {
        List<String> nodes = names("node", "uname");
        if (!nodes.isEmpty()) {
            pretended.add(pick(List.of("--node-fail", "--node-fail", "--node-down", "--node-up")));
            pretended.add(pick(nodes));
        }
    }

    private void result(String option) {
        List<String> nodes = names("node", "uname");
        List<String> resources = names("primitive", "id");
        if (!nodes.isEmpty() && !resources.isEmpty()) {
            String task = pick(List.of(
                    "monitor_10000",
                    "monitor_0",
                    "start_0",
                    "stop_0",
                    "promote_0",
                    "demote_0",
                    "migrate_to_0",
                    "migrate_from_0"));
            pretended.add(option);
            pretended.add(pick(resources) + "_" + task + "@" + pick(nodes) + "=" + pick(List.of("1", "1", "7", "5")));
        }
    }

    /** An operation of the history went otherwise, or is not over yet. */
    private void failed() {
        List<Element> all = all("lrm_rsc_op");
        if (all.isEmpty()) {
            return;
        }
        Element entry = pick(all);
        String magic = entry.getAttribute("transition-magic");
        int at = magic.indexOf(';');
        if (at < 0) {
            return;
        }
        String rc = pick(List.of("0", "1", "1", "7", "5", "6", "8", "9", "193"));
        String status = rc.equals("193") ? "-1" : pick(List.of("0", "0", "0", "2", "4"));
        entry.setAttribute("rc-code", rc);
        entry.setAttribute("op-status", status);
        entry.setAttribute("transition-magic", status + ":" + rc + magic.substring(at));
        if (random.nextBoolean() && entry.hasAttribute("operation_key")) {
            String name = ((Element) entry.getParentNode()).getAttribute("id");
            entry.setAttribute("id", name + "_last_failure_0");
        }
    }

    private List<String> names(String element, String attribute) {
        return all(element).stream()
                .map(each -> each.getAttribute(attribute))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private void meta() {
        List<Element> all = all(pick(List.of("primitive", "primitive", "group", "clone", "bundle")));
        if (all.isEmpty()) {
            return;
        }
        Element resource = pick(all);
        if (!resource.hasAttribute("id")) {
            return;
        }
        Element set = Xml.children(resource).stream()
                .filter(child -> child.getTagName().equals("meta_attributes"))
                .findFirst()
                .orElse(null);
        if (set == null) {
            set = document.createElement("meta_attributes");
            set.setAttribute("id", "drawn-" + resource.getAttribute("id"));
            resource.insertBefore(
                    set, Xml.children(resource).stream().findFirst().orElse(null));
        }
        if (set.hasAttribute("id-ref")) {
            return;
        }
        String[] drawn = pick(List.of(
                        "is-managed=false",
                        "target-role=Stopped",
                        "target-role=Started",
                        "target-role=Unpromoted",
                        "resource-stickiness=100",
                        "priority=10",
                        "migration-threshold=1",
                        "failure-timeout=1",
                        "multiple-active=block",
                        "multiple-active=stop_only",
                        "multiple-active=stop_unexpected",
                        "allow-migrate=true",
                        "requires=nothing",
                        "requires=quorum",
                        "maintenance=true",
                        "critical=false",
                        "interleave=true",
                        "notify=true",
                        "ordered=true",
                        "clone-max=1",
                        "globally-unique=true",
                        "clone-node-max=2"))
                .split("=", -1);
        pair(set, drawn[0], drawn[1]);
    }

    private void nodeAttribute() {
        List<Element> all = all("node");
        if (all.isEmpty()) {
            return;
        }
        Element node = pick(all);
        Element set = Xml.children(node).stream()
                .filter(child -> child.getTagName().equals("instance_attributes"))
                .findFirst()
                .orElse(null);
        if (set == null) {
            set = document.createElement("instance_attributes");
            set.setAttribute("id", "drawn-" + node.getAttribute("id"));
            node.appendChild(set);
        }
        String[] drawn = pick(List.of("standby=on", "maintenance=true", "terminate=true", "shutdown=1000"))
                .split("=", -1);
        pair(set, drawn[0], drawn[1]);
    }

    private void constraint() {
        Element section = Xml.first(document, "constraints");
        List<Element> resources = new ArrayList<>();
        Element configured = Xml.first(document, "resources");
        if (section == null || configured == null) {
            return;
        }
        for (Element each : Xml.children(configured)) {
            if (!each.getTagName().equals("template")) {
                resources.add(each);
            }
        }
        List<String> nodes = names("node", "uname");
        if (resources.isEmpty() || nodes.isEmpty()) {
            return;
        }
        String first = pick(resources).getAttribute("id");
        String then = pick(resources).getAttribute("id");
        String kind = pick(List.of("rsc_location", "rsc_colocation", "rsc_order"));
        Element added = document.createElement(kind);
        added.setAttribute("id", "drawn-" + random.nextInt(100000));
        if (kind.equals("rsc_location")) {
            added.setAttribute("rsc", first);
            added.setAttribute("node", pick(nodes));
            added.setAttribute("score", pick(SCORES));
        } else if (first.equals(then)) {
            return;
        } else if (kind.equals("rsc_colocation")) {
            added.setAttribute("rsc", first);
            added.setAttribute("with-rsc", then);
            added.setAttribute("score", pick(SCORES));
        } else {
            added.setAttribute("first", first);
            added.setAttribute("then", then);
            if (random.nextBoolean()) {
                added.setAttribute("symmetrical", "false");
            } else {
                added.setAttribute("kind", pick(List.of("Mandatory", "Optional", "Serialize")));
            }
        }
        section.appendChild(added);
    }

    private void score() {
        List<Element> all = new ArrayList<>();
        for (Element each : Xml.descendants(document.getDocumentElement(), "*")) {
            if (each.hasAttribute("score")) {
                all.add(each);
            }
        }
        if (!all.isEmpty()) {
            pick(all).setAttribute("score", pick(SCORES));
        }
    }
}
