package io.systole.splitbrain;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.Cut;
import io.systole.splitbrain.core.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.Reachability;
import org.apache.pekko.cluster.UniqueAddress;
import scala.jdk.javaapi.CollectionConverters;

/** Turns Pekko's addresses, states and reachability table into names, phases and cuts. */
final class GossipTranslation {
    private final Map<String, NodeName> names = new HashMap<>();

    GossipTranslation(List<MemberPlace> places) {
        places.forEach(place -> names.put(place.host() + ":" + place.port(), place.name()));
    }

    /** The configured node at this address; empty for a stranger. */
    Optional<NodeName> name(Address address) {
        return Optional.ofNullable(
                names.get(address.getHost().orElse("") + ":" + address.getPort().orElse(-1)));
    }

    /** The run at this address, as NODE#INCARNATION; a stranger's by its address. */
    String run(org.apache.pekko.remote.UniqueAddress run) {
        String node = name(run.address()).map(NodeName::value).orElseGet(run.address()::toString);
        return node + "#" + run.uid();
    }

    static Phase phase(MemberStatus status) {
        if (status.equals(MemberStatus.up())) return Phase.UP;
        if (status.equals(MemberStatus.leaving())) return Phase.LEAVING;
        if (status.equals(MemberStatus.exiting())) return Phase.EXITING;
        if (status.equals(MemberStatus.down())) return Phase.DOWN;
        if (status.equals(MemberStatus.removed())) return Phase.REMOVED;
        return Phase.JOINING;
    }

    SortedSet<Cut> cuts(Reachability table) {
        SortedSet<Cut> cuts = new TreeSet<>();
        for (Reachability.Record line : CollectionConverters.asJava(table.records())) {
            boolean heard = table.isReachable(line.observer(), line.subject());
            Optional<NodeName> observer = nameOf(line.observer());
            Optional<NodeName> subject = nameOf(line.subject());
            if (!heard && observer.isPresent() && subject.isPresent()) {
                cuts.add(new Cut(observer.get(), subject.get()));
            }
        }
        return cuts;
    }

    private Optional<NodeName> nameOf(UniqueAddress address) {
        return name(address.address());
    }
}
