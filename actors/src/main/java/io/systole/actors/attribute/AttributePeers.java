package io.systole.actors.attribute;

import io.systole.actors.attribute.wire.AttributeCommand;
import io.systole.cib.NodeName;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;

/** Finds the attribute actors of other nodes: they have the same path, on the newest member whose role names the node. */
public final class AttributePeers implements AttributeActor.Ports.Finder {
    private final ActorSystem<?> system;

    public AttributePeers(ActorSystem<?> system) {
        this.system = system;
    }

    @Override
    public Optional<ActorRef<AttributeCommand>> of(NodeName node) {
        Member newest = null;
        for (Member member : Cluster.get(system).state().getMembers()) {
            boolean newer = newest == null || newest.isOlderThan(member);
            if (member.hasRole("node-" + node) && newer) {
                newest = member;
            }
        }
        return Optional.ofNullable(newest)
                .map(member -> ActorRefResolver.get(system)
                        .resolveActorRef(member.address() + "/user/" + AttributeActor.NAME));
    }
}
