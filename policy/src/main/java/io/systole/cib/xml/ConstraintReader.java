package io.systole.cib.xml;

import io.systole.cib.Colocation;
import io.systole.cib.Constraint;
import io.systole.cib.Location;
import io.systole.cib.NodeName;
import io.systole.cib.Order;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.Rule;
import io.systole.cib.Ticket;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the constraints section. */
final class ConstraintReader {
    static final Map<String, Function<Cursor, Constraint>> CONSTRAINTS = Map.of(
            "rsc_location", ConstraintReader::location,
            "rsc_colocation", ConstraintReader::colocation,
            "rsc_order", ConstraintReader::order,
            "rsc_ticket", ConstraintReader::ticket);
    private static final List<String> ACTIONS = List.of("start", "stop", "promote", "demote");
    private static final List<String> KINDS = List.of("Optional", "Mandatory", "Serialize");

    private ConstraintReader() {}

    private static Location location(Cursor at) {
        ResourceId rsc = at.resource("rsc");
        NodeName node = at.node("node");
        var location = new Location(
                at.definedId(),
                rsc,
                at.optional("rsc-pattern"),
                Checks.role(at, "role"),
                node,
                Checks.score(at, "score"),
                at.oneOf("resource-discovery", List.of("always", "never", "exclusive")),
                at.each("rule", SetReader::rule),
                sets(at),
                lifetime(at));
        if (rsc == null && location.rscPattern() == null && location.sets().isEmpty()) {
            at.fault("no resource", "rsc, rsc-pattern or a <resource_set>", "say which resource it is for");
        }
        if (node == null && location.rules().isEmpty()) {
            at.fault("no node", "node and score, or a <rule>", "say where the resource should run");
        }
        return location;
    }

    private static Colocation colocation(Cursor at) {
        ResourceId rsc = at.resource("rsc");
        ResourceId with = at.resource("with-rsc");
        var colocation = new Colocation(
                at.definedId(),
                rsc,
                Checks.role(at, "rsc-role"),
                with,
                Checks.role(at, "with-rsc-role"),
                at.optional("node-attribute"),
                Checks.score(at, "score"),
                Checks.truth(at, "influence"),
                sets(at),
                lifetime(at));
        pairOrSets(at, rsc != null && with != null, colocation.sets(), "rsc and with-rsc");
        return colocation;
    }

    private static Order order(Cursor at) {
        ResourceId first = at.resource("first");
        ResourceId then = at.resource("then");
        var order = new Order(
                at.definedId(),
                first,
                at.oneOf("first-action", ACTIONS),
                then,
                at.oneOf("then-action", ACTIONS),
                at.oneOf("kind", KINDS),
                Checks.score(at, "score"),
                Checks.truth(at, "symmetrical"),
                Checks.truth(at, "require-all"),
                sets(at),
                lifetime(at));
        pairOrSets(at, first != null && then != null, order.sets(), "first and then");
        return order;
    }

    private static Ticket ticket(Cursor at) {
        ResourceId rsc = at.resource("rsc");
        var ticket = new Ticket(
                at.definedId(),
                at.required("ticket"),
                rsc,
                Checks.role(at, "rsc-role"),
                at.oneOf("loss-policy", List.of("stop", "demote", "fence", "freeze")),
                sets(at));
        pairOrSets(at, rsc != null, ticket.sets(), "rsc");
        return ticket;
    }

    private static void pairOrSets(Cursor at, boolean pair, List<ResourceSet> sets, String expected) {
        if (!pair && sets.isEmpty()) {
            at.fault("neither resources nor sets", expected + ", or a <resource_set>", "say which resources it is for");
        }
    }

    private static List<ResourceSet> sets(Cursor at) {
        return at.each("resource_set", ConstraintReader::set);
    }

    private static ResourceSet set(Cursor at) {
        String idRef = at.optional("id-ref");
        return new ResourceSet(
                at.optionalId(),
                idRef,
                Checks.truth(at, "sequential"),
                Checks.truth(at, "require-all"),
                at.oneOf("ordering", List.of("group", "listed")),
                at.oneOf("action", ACTIONS),
                Checks.role(at, "role"),
                Checks.score(at, "score"),
                at.oneOf("kind", KINDS),
                at.each("resource_ref", ref -> new ResourceId(ref.required("id"))));
    }

    private static List<Rule> lifetime(Cursor at) {
        List<Rule> rules = at.atMostOne("lifetime", lifetime -> lifetime.each("rule", SetReader::rule));
        return rules == null ? List.of() : rules;
    }
}
