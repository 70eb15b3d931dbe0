package io.systole.cib.check;

import io.systole.cib.AgentName;
import io.systole.cib.Bundle;
import io.systole.cib.Clone;
import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.Group;
import io.systole.cib.NodeName;
import io.systole.cib.Primitive;
import io.systole.cib.ResourceConfig;
import io.systole.cib.Template;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one list of what the planner understands but the running cluster does not carry out yet: nodes outside the node
 * list, and agents of classes that no host runs (upstart, nagios).
 */
final class LiveSupport {
    private static final List<String> CLASSES = List.of("ocf", "lsb", "heartbeat", "systemd", "service", "stonith");

    private final CibReading reading;
    private final List<NodeName> members;
    private final List<CibFault> faults = new ArrayList<>();

    private LiveSupport(CibReading reading, List<NodeName> members) {
        this.reading = reading;
        this.members = members;
    }

    static List<CibFault> faults(CibReading reading, Configuration configuration, List<NodeName> members) {
        var support = new LiveSupport(reading, members);
        configuration.nodes().forEach(support::node);
        configuration.resources().forEach(support::resource);
        return support.faults;
    }

    private void node(ConfiguredNode node) {
        boolean remote = "remote".equalsIgnoreCase(node.type());
        if (!remote && (node.uname() == null || !members.contains(node.uname()))) {
            refuse(
                    node.id(),
                    "node",
                    "the node " + node.uname(),
                    "a node of the node list of this cluster: " + members);
        }
    }

    private void resource(ResourceConfig resource) {
        if (resource instanceof Bundle bundle && bundle.primitive() != null) {
            resource(bundle.primitive());
        } else if (resource instanceof Primitive primitive) {
            agent(primitive.id().value(), "primitive", primitive.agent());
        } else if (resource instanceof Template template) {
            agent(template.id().value(), "template", template.agent());
        } else if (resource instanceof Group group) {
            group.members().forEach(this::resource);
        } else if (resource instanceof Clone clone) {
            resource(clone.child());
        }
    }

    private void agent(String id, String element, @Nullable AgentName agent) {
        if (agent != null && !CLASSES.contains(agent.resourceClass().toLowerCase(Locale.ROOT))) {
            refuse(id, element, "an agent of class " + agent.resourceClass(), "class " + String.join(", ", CLASSES));
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
