package io.systole.actors.node;

import io.systole.actors.node.core.ProtocolRange;
import io.systole.actors.node.wire.Hello;
import io.systole.splitbrain.core.MembershipView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who belongs to this cluster: says why a node that asks does not, by name, place and versions. */
record Admission(NodeSettings settings) {
    /** Null for one that belongs here. */
    @Nullable
    String refusal(Hello hello) {
        if (!hello.cluster().equals(settings.clusterName())) {
            return "this is cluster " + settings.clusterName() + ", not " + hello.cluster()
                    + ": correct the cluster name, or the node list, of one of the two";
        }
        Optional<NodeAddress> listed = listed(hello.from());
        if (listed.isEmpty()) {
            return "node " + hello.from() + " is not in the node list of " + settings.self() + ": add it there";
        }
        NodeAddress place = listed.get();
        if (!place.host().equals(hello.host()) || place.port() != hello.port()) {
            return "the name " + hello.from() + " is taken by the node at " + place.host() + ":" + place.port()
                    + ": give the node at " + hello.host() + ":" + hello.port() + " another name";
        }
        return ProtocolRange.OURS.incompatible(settings.self().value(), hello.speaks(), hello.from());
    }

    /** Whether this node's cluster has the asking run as a member, heard or not. */
    static boolean knows(MembershipView view, Hello hello) {
        return view.nodes().stream()
                .anyMatch(known -> known.name().value().equals(hello.from())
                        && known.incarnation() == hello.incarnation()
                        && !known.standing().surelyDown());
    }

    /** Where the list has the node. */
    String placeOf(String name) {
        return listed(name).map(place -> place.host() + ":" + place.port()).orElse("an unknown address");
    }

    private Optional<NodeAddress> listed(String name) {
        return settings.nodes().stream()
                .filter(address -> address.name().value().equals(name))
                .findFirst();
    }
}
