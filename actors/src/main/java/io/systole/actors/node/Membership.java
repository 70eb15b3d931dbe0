package io.systole.actors.node;

import io.systole.splitbrain.MemberPlace;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.SurvivorSettings;
import org.apache.pekko.actor.typed.ActorSystem;

/** Tells the downing provider of a node who is configured and how fast it is to judge. */
final class Membership {
    private Membership() {}

    /** The settings before the CIB was read: fencing on, quorum respected. */
    static SurvivorSettings settings(NodeSettings node) {
        return new SurvivorSettings(node.quorum(), node.profile().times(), true, false);
    }

    static void configure(ActorSystem<?> system, NodeSettings node) {
        SplitBrain.get(system)
                .configure(
                        node.self(),
                        node.nodes().stream()
                                .map(place -> new MemberPlace(place.name(), place.host(), place.port()))
                                .toList(),
                        settings(node));
    }
}
