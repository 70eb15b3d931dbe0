package io.systole.policy.differential;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/** Areas of constraints: tickets, rules, discovery, sets, templates and tags. */
final class ConstraintAreas {
    private static final List<String> SETTINGS = List.of("true", "false");

    /** Scores for clones, whose instances the older version prefers to shuffle. */
    private static final List<String> UNSHUFFLED = List.of("0", "-INFINITY");

    private ConstraintAreas() {}

    static void tickets(Draw draw) {
        int number = 1 + draw.random.nextInt(3);
        for (int i = 0; i < number; i++) {
            Element ticket =
                    draw.element(draw.section("constraints"), "rsc_ticket", "ticket=t" + draw.random.nextInt(2));
            if (draw.chance(80)) {
                ticket.setAttribute("loss-policy", draw.pick(List.of("stop", "demote", "fence", "freeze")));
            }
            if (draw.chance(20)) {
                Element set = draw.element(ticket, "resource_set");
                if (draw.chance(50)) {
                    set.setAttribute("role", draw.pick(List.of("Promoted", "Started", "Unpromoted")));
                }
                references(draw, set, 2);
            } else {
                ticket.setAttribute("rsc", draw.pick(draw.resourceIds()));
                if (draw.chance(40)) {
                    ticket.setAttribute("rsc-role", draw.pick(List.of("Promoted", "Promoted", "Started")));
                }
            }
        }
        if (draw.chance(75)) {
            ticketState(draw, "true", "false");
        }
    }

    private static void ticketState(Draw draw, String granted, String standby) {
        Element status = draw.section("status");
        Element tickets = draw.all("tickets").isEmpty()
                ? (Element) status.insertBefore(draw.document.createElement("tickets"), status.getFirstChild())
                : draw.all("tickets").get(0);
        for (int i = 0; i < 2; i++) {
            String id = "t" + i;
            Xml.children(tickets).stream()
                    .filter(each -> each.getAttribute("id").equals(id))
                    .forEach(tickets::removeChild);
            Element state = draw.element(tickets, "ticket_state", "granted=" + granted, "standby=" + standby);
            state.setAttribute("id", id);
            state.setAttribute("last-granted", "1700000000");
        }
    }

    static void ticketsChange(Draw draw) {
        if (draw.chance(80)) {
            ticketState(draw, draw.pick(SETTINGS), draw.chance(30) ? "true" : "false");
        }
    }

    private static List<String> references(Draw draw, Element set, int max) {
        List<String> left = new ArrayList<>(draw.resourceIds());
        List<String> named = new ArrayList<>();
        int size = 1 + draw.random.nextInt(max);
        for (int i = 0; i < size && !left.isEmpty(); i++) {
            String id = left.remove(draw.random.nextInt(left.size()));
            Element reference = draw.document.createElement("resource_ref");
            reference.setAttribute("id", id);
            set.appendChild(reference);
            named.add(id);
        }
        return named;
    }

    static void rules(Draw draw) {
        for (String node : draw.nodes()) {
            if (draw.chance(70)) {
                draw.attribute(node, "place=" + draw.pick(List.of("a", "b", "10", "9", "1.5")), true);
            }
            draw.attribute(node, "weight=" + draw.pick(List.of("5", "-5", "INFINITY", "200")), true);
        }
        int number = 1 + draw.random.nextInt(3);
        for (int i = 0; i < number; i++) {
            Element location = draw.element(draw.section("constraints"), "rsc_location");
            String id = draw.pick(plainIds(draw));
            if (draw.chance(20)) {
                location.setAttribute("rsc-pattern", draw.pick(List.of("^r", "!^r", "r[0-3]", "x(.)")));
            } else {
                location.setAttribute("rsc", id);
            }
            Element rule = draw.element(location, "rule");
            if (draw.chance(15)) {
                rule.setAttribute("score-attribute", "weight");
            } else {
                rule.setAttribute("score", draw.pick(List.of("10", "100", "-100", "INFINITY", "-INFINITY")));
            }
            if (draw.chance(15)) {
                rule.setAttribute("role", "Promoted");
            }
            conditions(draw, rule, true);
        }
        for (Element primitive : draw.all("primitive")) {
            if (draw.chance(30)) {
                Element set = draw.element(primitive, draw.pick(List.of("meta_attributes", "instance_attributes")));
                primitive.insertBefore(set, primitive.getFirstChild());
                conditions(draw, draw.element(set, "rule"), set.getTagName().startsWith("instance"));
                if (draw.chance(30)) {
                    set.setAttribute("score", draw.pick(List.of("1", "10")));
                }
                draw.pair(
                        set,
                        draw.pick(List.of("resource-stickiness=20", "target-role=Stopped", "envfile=y", "priority=3")));
            }
        }
    }

    /** Clones are shuffled otherwise by the older version. */
    private static List<String> plainIds(Draw draw) {
        List<String> ids =
                draw.resourceIds().stream().filter(id -> !id.startsWith("c")).toList();
        return ids.isEmpty() ? draw.resourceIds() : ids;
    }

    private static void conditions(Draw draw, Element rule, boolean attributes) {
        if (draw.chance(50)) {
            rule.setAttribute("boolean-op", draw.pick(List.of("and", "or")));
        }
        int number = 1 + draw.random.nextInt(2);
        for (int i = 0; i < number; i++) {
            if (attributes && draw.chance(60)) {
                expression(draw, rule);
            } else {
                date(draw, rule);
            }
        }
    }

    private static void expression(Draw draw, Element rule) {
        Element expression = draw.element(
                rule, "expression", "attribute=" + draw.pick(List.of("place", "#uname", "#kind", "weight")));
        String operation = draw.pick(List.of("eq", "ne", "lt", "gt", "lte", "gte", "defined", "not_defined"));
        expression.setAttribute("operation", operation);
        if (!operation.endsWith("defined")) {
            expression.setAttribute("value", draw.pick(List.of("a", "b", "9", "10", "n1", "2", "1.50", "cluster")));
            if (draw.chance(50)) {
                expression.setAttribute("type", draw.pick(List.of("string", "number", "version", "integer")));
            }
        }
    }

    /** The cluster's date is 2025-10-09 08:53:20 UTC, a Thursday. */
    private static void date(Draw draw, Element rule) {
        Element date = draw.element(rule, "date_expression");
        String operation = draw.pick(List.of("gt", "lt", "in_range", "in_range", "date_spec", "date_spec"));
        date.setAttribute("operation", operation);
        List<String> dates = List.of(
                "2025-10-09",
                "2025-10-09 08:53:20Z",
                "2025-10-09 08:00:00Z",
                "2025-10-10 00:00:00Z",
                "2025-282",
                "2025-W41-4");
        switch (operation) {
            case "gt" -> date.setAttribute("start", draw.pick(dates));
            case "lt" -> date.setAttribute("end", draw.pick(dates));
            case "in_range" -> {
                date.setAttribute("start", draw.pick(dates));
                if (draw.chance(50)) {
                    Element duration = draw.element(date, "duration");
                    String unit = draw.pick(List.of("hours", "days", "minutes", "weeks", "months", "years", "seconds"));
                    duration.setAttribute(unit, "" + (1 + draw.random.nextInt(30)));
                } else if (draw.chance(70)) {
                    date.setAttribute("end", draw.pick(dates));
                }
            }
            default -> {
                Element spec = draw.element(date, "date_spec");
                String part = draw.pick(List.of(
                        "hours=8",
                        "hours=9-16",
                        "weekdays=1-5",
                        "weekdays=4",
                        "months=10",
                        "years=2024-2025",
                        "monthdays=9",
                        "yeardays=282",
                        "weeks=41",
                        "weekyears=2025",
                        "minutes=50-",
                        "hours=-8"));
                spec.setAttribute(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
            }
        }
    }

    static void attributesChange(Draw draw) {
        if (draw.chance(50)) {
            draw.attribute(
                    draw.pick(draw.nodes()), "place=" + draw.pick(List.of("a", "b", "10", "9")), draw.chance(50));
        }
    }

    static void discovery(Draw draw) {
        int number = 1 + draw.random.nextInt(4);
        for (int i = 0; i < number; i++) {
            String placed = draw.pick(draw.resourceIds());
            draw.element(
                    draw.section("constraints"),
                    "rsc_location",
                    "rsc=" + placed,
                    "node=" + draw.pick(draw.nodes()),
                    "score="
                            + draw.pick(
                                    placed.startsWith("c") ? UNSHUFFLED : List.of("0", "100", "INFINITY", "-INFINITY")),
                    "resource-discovery=" + draw.pick(List.of("always", "never", "exclusive", "exclusive")));
        }
    }

    static void sets(Draw draw) {
        int number = 1 + draw.random.nextInt(2);
        for (int i = 0; i < number; i++) {
            String kind = draw.pick(List.of("rsc_order", "rsc_order", "rsc_location"));
            Element constraint = draw.element(draw.section("constraints"), kind);
            if (kind.equals("rsc_order")) {
                orderOfSets(draw, constraint);
            } else {
                constraint.setAttribute("node", draw.pick(draw.nodes()));
                constraint.setAttribute("score", "-INFINITY");
                references(draw, draw.element(constraint, "resource_set"), 3);
            }
        }
    }

    private static void orderOfSets(Draw draw, Element order) {
        if (draw.chance(40)) {
            order.setAttribute("kind", draw.pick(List.of("Optional", "Mandatory", "Serialize")));
        }
        if (draw.chance(25)) {
            order.setAttribute("symmetrical", draw.pick(SETTINGS));
        }
        List<String> left = new ArrayList<>(draw.resourceIds());
        int sets = 1 + draw.random.nextInt(3);
        for (int i = 0; i < sets && !left.isEmpty(); i++) {
            Element set = draw.element(order, "resource_set");
            if (draw.chance(40)) {
                set.setAttribute("sequential", draw.pick(SETTINGS));
            }
            if (draw.chance(35)) {
                set.setAttribute("require-all", "false");
            }
            if (draw.chance(20)) {
                set.setAttribute("action", draw.pick(List.of("start", "promote", "stop", "demote")));
            }
            if (draw.chance(10)) {
                set.setAttribute("kind", draw.pick(List.of("Optional", "Mandatory", "Serialize")));
            }
            int size = 1 + draw.random.nextInt(3);
            for (int j = 0; j < size && !left.isEmpty(); j++) {
                Element reference = draw.document.createElement("resource_ref");
                reference.setAttribute("id", left.remove(draw.random.nextInt(left.size())));
                set.appendChild(reference);
            }
        }
    }

    static void templatesAndTags(Draw draw) {
        Element resources = draw.section("resources");
        Element template = draw.element(resources, "template", "class=ocf", "provider=pacemaker", "type=Stateful");
        template.setAttribute("id", "tpl");
        resources.insertBefore(template, resources.getFirstChild());
        draw.meta(template, draw.pick(List.of("resource-stickiness=5", "migration-threshold=2", "priority=2")));
        Element operations = draw.element(template, "operations");
        draw.element(operations, "op", "name=monitor", "interval=" + draw.pick(List.of("10s", "20s")), "timeout=33s");
        for (Element primitive : draw.all("primitive")) {
            if (primitive.getAttribute("class").equals("ocf") && draw.chance(50)) {
                List.of("class", "provider", "type").forEach(primitive::removeAttribute);
                primitive.setAttribute("template", "tpl");
            }
        }
        Element configuration = draw.section("configuration");
        Element tags = (Element) configuration.appendChild(draw.document.createElement("tags"));
        Element tag = draw.element(tags, "tag");
        tag.setAttribute("id", "tag");
        List<String> tagged = new ArrayList<>();
        int size = 1 + draw.random.nextInt(3);
        for (int i = 0; i < size; i++) {
            String id = draw.pick(draw.resourceIds());
            if (!tagged.contains(id)) {
                tagged.add(id);
                Element reference = (Element) tag.appendChild(draw.document.createElement("obj_ref"));
                reference.setAttribute("id", id);
            }
        }
        int number = 1 + draw.random.nextInt(2);
        for (int i = 0; i < number; i++) {
            reference(draw, draw.pick(List.of("tag", "tpl")));
        }
    }

    private static void reference(Draw draw, String referred) {
        Element constraints = draw.section("constraints");
        String other = draw.pick(draw.resourceIds());
        switch (draw.random.nextInt(4)) {
            case 0 ->
                draw.element(
                        constraints,
                        "rsc_location",
                        "rsc=" + referred,
                        "node=" + draw.pick(draw.nodes()),
                        "score=-INFINITY");
            case 1 -> {
                Element order = draw.element(constraints, "rsc_order", "first=" + referred, "then=" + other);
                if (draw.chance(50)) {
                    order.setAttribute("first", other);
                    order.setAttribute("then", referred);
                }
            }
            case 2 -> {
                Element order = draw.element(constraints, "rsc_order");
                Element set = draw.element(order, "resource_set");
                set.appendChild(draw.document.createElement("resource_ref"));
                Xml.children(set).get(0).setAttribute("id", referred);
                references(draw, draw.element(order, "resource_set"), 1);
            }
            default ->
                draw.element(
                        constraints,
                        "rsc_ticket",
                        "ticket=t9",
                        "rsc=" + referred,
                        "loss-policy=" + draw.pick(List.of("stop", "freeze")));
        }
    }
}
