package io.systole.actors.cib;

import io.systole.actors.cib.wire.CibCommand;
import io.systole.cib.NodeName;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;

/** Finds the CIB actors of other nodes: they have the same path, on the member whose role names the node. */
final class Peers {
    private final Cluster cluster;
    private final ActorRefResolver resolver;
    private final ActorRef<CibCommand> self;
    private final Map<Address, ActorRef<CibCommand>> resolved = new HashMap<>();

    Peers(ActorSystem<?> system, ActorRef<CibCommand> self) {
        this.cluster = Cluster.get(system);
        this.resolver = ActorRefResolver.get(system);
        this.self = self;
    }

    /** Tells a node's CIB actor something, if the node is a member at present; the digests make up for what is lost. */
    void tell(NodeName node, CibCommand message) {
        String role = "node-" + node;
        for (Member member : cluster.state().getMembers()) {
            if (member.hasRole(role)) {
                resolved(member.address()).tell(message);
            }
        }
    }

    private ActorRef<CibCommand> resolved(Address address) {
        return resolved.computeIfAbsent(
                address, there -> resolver.resolveActorRef(self.path().toStringWithAddress(there)));
    }
}
