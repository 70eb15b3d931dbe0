package io.systole.cib.check;

import io.systole.cib.Acls;
import io.systole.cib.AgentName;
import io.systole.cib.Bundle;
import io.systole.cib.Clone;
import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.Constraint;
import io.systole.cib.Group;
import io.systole.cib.NodeName;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.Template;
import io.systole.cib.Ticket;
import io.systole.cib.value.Truth;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one list of what the planner understands but the running cluster does not carry out yet: bundles, remote and guest
 * nodes, tickets, access control, alerts, shutdown locks, nodes outside the node list, and agent classes other than ocf and
 * stonith.
 */
final class LiveSupport {
    private static final List<String> CLASSES = List.of("ocf", "stonith");

    private final CibReading reading;
    private final List<NodeName> members;
    private final List<CibFault> faults = new ArrayList<>();

    private LiveSupport(CibReading reading, List<NodeName> members) {
        this.reading = reading;
        this.members = members;
    }

    static List<CibFault> faults(CibReading reading, Configuration configuration, List<NodeName> members) {
        var support = new LiveSupport(reading, members);
        configuration.crmConfig().forEach(support::options);
        configuration.nodes().forEach(support::node);
        configuration.resources().forEach(support::resource);
        configuration.constraints().forEach(support::constraint);
        configuration.alerts().forEach(alert -> support.refuse(alert.id(), "alert", "an alert", "no alerts"));
        Acls acls = configuration.acls();
        acls.roles().forEach(role -> support.refuse(role.id(), "acl_role", "access control", "no ACLs"));
        acls.targets().forEach(user -> support.refuse(user.id(), "acl_target", "access control", "no ACLs"));
        acls.groups().forEach(group -> support.refuse(group.id(), "acl_group", "access control", "no ACLs"));
        return support.faults;
    }

    /** A lock would have to outlive the node's status, which goes with the node. */
    private void options(PropertySet set) {
        if (Truth.parse(set.value("shutdown-lock")).orElse(false)) {
            refuse(String.valueOf(set.id()), "cluster_property_set", "shutdown-lock=true", "no shutdown-lock");
        }
    }

    private void node(ConfiguredNode node) {
        if ("remote".equalsIgnoreCase(node.type())) {
            refuse(node.id(), "node", "a remote node", "cluster nodes");
        } else if (node.uname() == null || !members.contains(node.uname())) {
            refuse(
                    node.id(),
                    "node",
                    "the node " + node.uname(),
                    "a node of the node list of this cluster: " + members);
        }
    }

    private void resource(ResourceConfig resource) {
        if (resource instanceof Bundle) {
            refuse(resource.id().value(), "bundle", "a bundle", "primitives, groups and clones");
        } else if (resource instanceof Primitive primitive) {
            agent(primitive.id().value(), "primitive", primitive.agent());
            guest(primitive.id().value(), primitive.metaAttributes());
        } else if (resource instanceof Template template) {
            agent(template.id().value(), "template", template.agent());
            guest(template.id().value(), template.metaAttributes());
        } else if (resource instanceof Group group) {
            group.members().forEach(this::resource);
        } else if (resource instanceof Clone clone) {
            resource(clone.child());
        }
    }

    private void agent(String id, String element, @Nullable AgentName agent) {
        if (agent == null) {
            return;
        }
        if (!CLASSES.contains(agent.resourceClass().toLowerCase(Locale.ROOT))) {
            refuse(id, element, "an agent of class " + agent.resourceClass(), "class ocf or stonith");
        } else if (agent.toString().equalsIgnoreCase("ocf:pacemaker:remote")) {
            refuse(id, element, "a remote node", "cluster nodes");
        }
    }

    private void guest(String id, List<PropertySet> meta) {
        if (meta.stream().anyMatch(set -> set.value("remote-node") != null)) {
            refuse(id, "primitive", "the guest node of remote-node", "no guest nodes");
        }
    }

    private void constraint(Constraint constraint) {
        if (constraint instanceof Ticket ticket) {
            refuse(ticket.id(), "rsc_ticket", "a ticket", "no tickets");
        }
    }

    private void refuse(String id, String element, String found, String expected) {
        faults.add(new CibFault(
                CibFault.Kind.UNSUPPORTED,
                reading.lineOf(id),
                element,
                found,
                expected,
                "the running cluster does not carry this out yet: remove it"));
    }
}
