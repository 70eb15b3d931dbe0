package io.systole.policy.differential;

import java.util.List;
import org.w3c.dom.Element;

/** Areas of operations: how failures are handled and forgotten, recurring operations, migration, activity on several nodes. */
final class OperationAreas {
    private static final List<String> PLACES = List.of("1", "5", "6", "7");

    private OperationAreas() {}

    static void onFail(Draw draw) {
        for (Element primitive : draw.all("primitive")) {
            Element operations = operations(draw, primitive);
            for (Element op : Xml.children(operations)) {
                if (draw.chance(60)) {
                    op.setAttribute("on-fail", anyOnFail(draw));
                }
            }
            for (String task : List.of("start", "stop", "promote", "demote")) {
                boolean there = Xml.children(operations).stream()
                        .anyMatch(op -> op.getAttribute("name").equals(task));
                if (!there && draw.chance(25)) {
                    draw.element(operations, "op", "name=" + task, "interval=0", "on-fail=" + anyOnFail(draw));
                }
            }
        }
    }

    private static String anyOnFail(Draw draw) {
        return draw.pick(List.of("ignore", "block", "stop", "restart", "standby", "fence", "demote"));
    }

    private static Element operations(Draw draw, Element primitive) {
        for (Element child : Xml.children(primitive)) {
            if (child.getTagName().equals("operations")) {
                return child;
            }
        }
        return draw.element(primitive, "operations");
    }

    /** One to three operations went otherwise, the last that is known of their kind. */
    static void failures(Draw draw) {
        int number = 1 + draw.random.nextInt(3);
        for (int i = 0; i < number; i++) {
            List<Element> all = draw.all("lrm_rsc_op");
            if (!all.isEmpty()) {
                fail(draw, draw.pick(all));
            }
        }
    }

    private static void fail(Draw draw, Element entry) {
        String resource = ((Element) entry.getParentNode()).getAttribute("id");
        if (draw.chance(25)) {
            String task = draw.pick(List.of("start", "stop", "monitor", "promote", "demote"));
            entry.setAttribute("operation", task);
            entry.setAttribute("interval", "0");
            entry.setAttribute("operation_key", resource + "_" + task + "_0");
        }
        boolean done = draw.chance(70);
        result(entry, done ? "0" : draw.pick(List.of("2", "4")), draw.pick(PLACES.subList(0, draw.chance(60) ? 1 : 4)));
        long since = draw.pick(List.of(1_759_999_990L, 1_759_999_000L, 1_750_000_000L));
        entry.setAttribute("last-rc-change", Long.toString(since));
        entry.setAttribute("id", resource + "_last_failure_0");
        if (draw.chance(70)) {
            String node = ((Element) entry.getParentNode()
                            .getParentNode()
                            .getParentNode()
                            .getParentNode())
                    .getAttribute("uname");
            String name = resource + "#" + entry.getAttribute("operation") + "_" + entry.getAttribute("interval");
            draw.attribute(node, "fail-count-" + name + "=" + draw.pick(List.of("1", "2", "INFINITY")), false);
            draw.attribute(node, "last-failure-" + name + "=" + since, false);
        }
    }

    static void result(Element entry, String status, String rc) {
        String magic = entry.getAttribute("transition-magic");
        entry.setAttribute("rc-code", rc);
        entry.setAttribute("op-status", status);
        entry.setAttribute("transition-magic", status + ":" + rc + magic.substring(magic.indexOf(';')));
    }

    /** One to three operations had results that nobody ran, most of them good ones. */
    static void injected(Draw draw) {
        List<Element> states = draw.all("node_state");
        int number = 1 + draw.random.nextInt(3);
        for (int i = 0; i < number; i++) {
            Element state = draw.pick(states);
            List<String> known = draw.ids(Xml.descendants(state, "lrm_resource"));
            if (known.isEmpty()) {
                continue;
            }
            String task = draw.pick(List.of("start_0", "stop_0", "monitor_0", "monitor_10000"));
            String result = draw.chance(70) ? "0" : draw.pick(List.of("1", "5", "7"));
            draw.pretended.add("--op-inject");
            draw.pretended.add("%s_%s@%s=%s".formatted(draw.pick(known), task, state.getAttribute("uname"), result));
        }
    }

    static void timeouts(Draw draw) {
        for (Element resource : draw.resources()) {
            if (draw.chance(60)) {
                draw.meta(resource, "failure-timeout=" + draw.pick(List.of("60s", "5min", "1h")));
            }
            if (draw.chance(40)) {
                draw.meta(resource, "migration-threshold=" + draw.pick(List.of("1", "2", "INFINITY")));
            }
        }
        if (draw.chance(30)) {
            onFail(draw);
        }
    }

    static void operations(Draw draw) {
        for (Element primitive : draw.all("primitive")) {
            Element operations = operations(draw, primitive);
            for (Element op : Xml.children(operations)) {
                if (draw.chance(20)) {
                    op.setAttribute("enabled", "false");
                }
                if (draw.chance(20)) {
                    op.setAttribute("timeout", draw.pick(List.of("30s", "2min")));
                }
                if (draw.chance(10)) {
                    draw.pair(draw.set(op, "meta_attributes"), "timeout=77s");
                }
            }
            for (String role : List.of("Started", "Stopped", "Promoted", "Unpromoted")) {
                if (draw.chance(20)) {
                    String interval = draw.pick(List.of("21s", "22s", "23s"));
                    draw.element(operations, "op", "name=monitor", "interval=" + interval, "role=" + role);
                }
            }
        }
        if (draw.chance(30)) {
            draw.option("stop-orphan-actions=false");
        }
    }

    static void operationsChange(Draw draw) {
        int number = 1 + draw.random.nextInt(3);
        for (int i = 0; i < number; i++) {
            List<Element> all = draw.all("op");
            if (all.isEmpty()) {
                return;
            }
            Element op = draw.pick(all);
            switch (draw.random.nextInt(4)) {
                case 0 -> op.getParentNode().removeChild(op);
                case 1 -> op.setAttribute("interval", draw.pick(List.of("24s", "25s")));
                case 2 -> op.setAttribute("timeout", "55s");
                default -> op.setAttribute("enabled", "false");
            }
        }
        if (draw.chance(40)) {
            draw.meta(
                    draw.pick(draw.resources()),
                    draw.pick(List.of("target-role=Stopped", "target-role=Started", "is-managed=false")));
        }
    }

    static void migration(Draw draw) {
        for (Element primitive : draw.all("primitive")) {
            String parent = ((Element) primitive.getParentNode()).getTagName();
            if (!parent.equals("clone") && draw.chance(75)) {
                draw.meta(primitive, "allow-migrate=true");
            }
        }
    }

    /** A migration is under way, has failed at one end, or left something behind. */
    static void migrationInterrupted(Draw draw) {
        List<String> nodes = draw.nodes();
        List<Element> started = draw.all("lrm_rsc_op").stream()
                .filter(entry -> entry.getAttribute("operation").equals("start")
                        && !((Element) entry.getParentNode())
                                .getAttribute("class")
                                .equals("stonith"))
                .toList();
        if (nodes.size() < 2 || started.isEmpty()) {
            return;
        }
        Element entry = draw.pick(started);
        Element here = (Element) entry.getParentNode();
        String resource = here.getAttribute("id");
        String source = node(here);
        String target =
                draw.pick(nodes.stream().filter(node -> !node.equals(source)).toList());
        Element moved = (Element) entry.cloneNode(true);
        Move move = new Move(resource, source, target);
        migrate(draw, moved, "migrate_to", move);
        here.appendChild(moved);
        Element there = draw.all("lrm_resource").stream()
                .filter(each ->
                        each.getAttribute("id").equals(resource) && node(each).equals(target))
                .findFirst()
                .orElse(null);
        if (there == null || draw.chance(30)) {
            return;
        }
        Element arrived = (Element) entry.cloneNode(true);
        migrate(draw, arrived, "migrate_from", move);
        there.appendChild(arrived);
        if (draw.chance(30)) {
            Element stopped = (Element) entry.cloneNode(true);
            Element on = draw.chance(70) ? here : there;
            stopped.setAttribute("operation", "stop");
            stopped.setAttribute("operation_key", resource + "_stop_0");
            stopped.setAttribute("id", resource + "_last_0");
            stopped.setAttribute("call-id", "900");
            stopped.setAttribute("on_node", node(on));
            stopped.setAttribute("last-rc-change", "1759999960");
            Xml.children(on).stream()
                    .filter(each -> each.getAttribute("id").equals(resource + "_last_0"))
                    .forEach(on::removeChild);
            on.appendChild(stopped);
        }
    }

    private static String node(Element history) {
        return ((Element) history.getParentNode().getParentNode().getParentNode()).getAttribute("uname");
    }

    /** A migration of a resource from one node to another. */
    private record Move(String resource, String source, String target) {}

    private static void migrate(Draw draw, Element entry, String task, Move move) {
        boolean leaves = task.equals("migrate_to");
        int number = leaves ? 10 : 11;
        String resource = move.resource;
        entry.setAttribute("id", resource + "_" + task + "_0");
        entry.setAttribute("operation", task);
        entry.setAttribute("operation_key", resource + "_" + task + "_0");
        entry.setAttribute("call-id", Integer.toString(800 + number));
        entry.setAttribute("migrate_source", move.source);
        entry.setAttribute("migrate_target", move.target);
        entry.setAttribute("on_node", leaves ? move.source : move.target);
        entry.setAttribute("last-rc-change", Long.toString(1_759_999_900L + number));
        String magic = entry.getAttribute("transition-magic");
        entry.setAttribute("transition-magic", "0:0" + magic.substring(magic.indexOf(';')));
        switch (draw.random.nextInt(4)) {
            case 0 -> {
                result(entry, "-1", "193");
                if (draw.chance(50)) {
                    entry.setAttribute("call-id", "-1");
                }
            }
            case 1 -> result(entry, draw.pick(List.of("0", "2", "4")), "1");
            default -> result(entry, "0", "0");
        }
    }

    static void multipleActive(Draw draw) {
        for (Element primitive : draw.all("primitive")) {
            if (draw.chance(60)) {
                draw.meta(
                        primitive,
                        "multiple-active=" + draw.pick(List.of("block", "stop_only", "stop_unexpected", "stop_start")));
            }
        }
        for (Element group : draw.all("group")) {
            if (draw.chance(40)) {
                draw.meta(group, "multiple-active=" + draw.pick(List.of("block", "stop_unexpected")));
            }
        }
    }

    /** A probe found it running where it should not. */
    static void activeElsewhere(Draw draw) {
        int number = 1 + draw.random.nextInt(3);
        List<Element> probes = draw.all("lrm_rsc_op").stream()
                .filter(entry -> entry.getAttribute("operation").equals("monitor")
                        && entry.getAttribute("rc-code").equals("7"))
                .toList();
        for (int i = 0; i < number && !probes.isEmpty(); i++) {
            result(draw.pick(probes), "0", draw.chance(80) ? "0" : "8");
        }
    }

    static void roles(Draw draw) {
        for (Element clone : draw.all("clone")) {
            if (draw.chance(40)) {
                draw.meta(clone, "target-role=" + draw.pick(List.of("Unpromoted", "Promoted", "Started", "Stopped")));
            }
            if (draw.chance(30)) {
                draw.meta(clone, "promoted-node-max=1");
            }
        }
        for (Element primitive : draw.all("primitive")) {
            for (String node : draw.nodes()) {
                if (draw.chance(25)) {
                    draw.attribute(
                            node,
                            "master-" + primitive.getAttribute("id") + "="
                                    + draw.pick(List.of("1", "10", "-5", "INFINITY")),
                            draw.chance(30));
                }
            }
        }
    }

    /** An operation on an instance is under way, or failed in its role. */
    static void rolesPending(Draw draw) {
        List<Element> all = draw.all("lrm_rsc_op");
        int number = 1 + draw.random.nextInt(2);
        for (int i = 0; i < number && !all.isEmpty(); i++) {
            Element entry = draw.pick(all);
            String resource = ((Element) entry.getParentNode()).getAttribute("id");
            String task = draw.pick(List.of("promote", "demote", "monitor", "stop", "start"));
            entry.setAttribute("operation", task);
            entry.setAttribute("interval", "0");
            entry.setAttribute("operation_key", resource + "_" + task + "_0");
            if (draw.chance(50)) {
                result(entry, "-1", "193");
                entry.setAttribute("call-id", draw.pick(List.of("-1", entry.getAttribute("call-id"))));
            } else {
                result(entry, "0", draw.pick(List.of("0", "8", "9", "1", "7")));
            }
        }
    }
}
