package io.systole.actors.resource;

import io.systole.actors.resource.wire.AskOutputs;
import io.systole.actors.resource.wire.FailureOutputs;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.cib.NodeName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;

/** The resources of other members. */
public final class MemberResources {
    private MemberResources() {}

    /** The ResourceSupervisor of a node; empty for a node that is no member. */
    public static Optional<ActorRef<ResourceCommand>> supervisor(ActorSystem<?> system, NodeName node) {
        Member newest = null;
        for (Member member : Cluster.get(system).state().getMembers()) {
            boolean newer = newest == null || newest.isOlderThan(member);
            if (member.hasRole("node-" + node) && newer) {
                newest = member;
            }
        }
        if (newest == null) {
            return Optional.empty();
        }
        String path = newest.address() + "/user/" + ResourceSupervisor.NAME;
        return Optional.of(ActorRefResolver.get(system).resolveActorRef(path));
    }

    /**
     * What the agent of a primitive printed in the operations that failed on a member, or on a remote node (ward) that the
     * member is connected to. Fails when there is no answer in time.
     */
    public static CompletionStage<FailureOutputs> outputs(
            ActorSystem<?> system,
            ActorRef<ResourceCommand> supervisor,
            String primitive,
            @Nullable NodeName ward,
            Duration patience) {
        String name = ward == null ? null : ward.value();
        return AskPattern.ask(
                supervisor, replyTo -> new AskOutputs(primitive, name, replyTo), patience, system.scheduler());
    }
}
