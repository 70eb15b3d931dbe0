package io.systole.cib;

import java.util.List;

/** The nodes that resources imply without an entry in the nodes section: remote, guest and bundle nodes. */
public final class RemoteNames {
    private RemoteNames() {}

    public static boolean implies(Configuration configuration, NodeName node) {
        return configuration.resources().stream().anyMatch(resource -> implies(resource, node.value()));
    }

    private static boolean implies(ResourceConfig resource, String node) {
        if (resource instanceof Primitive primitive) {
            return isConnection(primitive, node) || isGuest(primitive, node);
        }
        if (resource instanceof Group group) {
            List<Primitive> members = group.members();
            return members.stream().anyMatch(member -> isGuest(member, node));
        }
        String prefix = resource.id() + "-";
        return resource instanceof Bundle
                && node.startsWith(prefix)
                && node.length() > prefix.length()
                && node.substring(prefix.length()).chars().allMatch(Character::isDigit);
    }

    private static boolean isConnection(Primitive primitive, String node) {
        AgentName agent = primitive.agent();
        return agent != null
                && primitive.id().value().equals(node)
                && agent.toString().equalsIgnoreCase("ocf:pacemaker:remote");
    }

    private static boolean isGuest(Primitive primitive, String node) {
        return primitive.metaAttributes().stream().anyMatch(set -> node.equals(set.value("remote-node")));
    }
}
