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
import org.jspecify.annotations.Nullable;

/** Writes constraints. */
final class ConstraintWriter {
    private ConstraintWriter() {}

    static void constraint(Out out, Constraint constraint) {
        if (constraint instanceof Location location) {
            location(out, location);
        } else if (constraint instanceof Colocation colocation) {
            colocation(out, colocation);
        } else if (constraint instanceof Order order) {
            order(out, order);
        } else if (constraint instanceof Ticket ticket) {
            out.begin("rsc_ticket")
                    .at("id", ticket.id())
                    .at("rsc", text(ticket.rsc()))
                    .at("rsc-role", ticket.rscRole())
                    .at("ticket", ticket.ticket())
                    .at("loss-policy", ticket.lossPolicy())
                    .each(ticket.sets(), ConstraintWriter::set)
                    .end();
        } else {
            throw new AssertionError("unhandled " + constraint);
        }
    }

    private static void location(Out out, Location location) {
        NodeName node = location.node();
        out.begin("rsc_location")
                .at("id", location.id())
                .at("rsc", text(location.rsc()))
                .at("rsc-pattern", location.rscPattern())
                .at("role", location.role())
                .at("node", node == null ? null : node.value())
                .at("score", location.score())
                .at("resource-discovery", location.resourceDiscovery())
                .each(location.sets(), ConstraintWriter::set)
                .each(location.rules(), SetWriter::rule);
        lifetime(out, location.lifetime());
        out.end();
    }

    private static void colocation(Out out, Colocation colocation) {
        out.begin("rsc_colocation")
                .at("id", colocation.id())
                .at("rsc", text(colocation.rsc()))
                .at("rsc-role", colocation.rscRole())
                .at("with-rsc", text(colocation.withRsc()))
                .at("with-rsc-role", colocation.withRscRole())
                .at("node-attribute", colocation.nodeAttribute())
                .at("score", colocation.score())
                .at("influence", colocation.influence())
                .each(colocation.sets(), ConstraintWriter::set);
        lifetime(out, colocation.lifetime());
        out.end();
    }

    private static void order(Out out, Order order) {
        out.begin("rsc_order")
                .at("id", order.id())
                .at("first", text(order.first()))
                .at("first-action", order.firstAction())
                .at("then", text(order.then()))
                .at("then-action", order.thenAction())
                .at("kind", order.kind())
                .at("score", order.score())
                .at("symmetrical", order.symmetrical())
                .at("require-all", order.requireAll())
                .each(order.sets(), ConstraintWriter::set);
        lifetime(out, order.lifetime());
        out.end();
    }

    private static void set(Out out, ResourceSet set) {
        out.begin("resource_set")
                .at("id", set.id())
                .at("id-ref", set.idRef())
                .at("sequential", set.sequential())
                .at("require-all", set.requireAll())
                .at("ordering", set.ordering())
                .at("action", set.action())
                .at("role", set.role())
                .at("score", set.score())
                .at("kind", set.kind())
                .each(
                        set.resources(),
                        (o, id) -> o.begin("resource_ref").at("id", id.value()).end())
                .end();
    }

    private static void lifetime(Out out, List<Rule> rules) {
        out.optionalSection("lifetime", !rules.isEmpty(), o -> o.each(rules, SetWriter::rule));
    }

    private static @Nullable String text(@Nullable ResourceId id) {
        return id == null ? null : id.value();
    }
}
