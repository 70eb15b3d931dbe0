package io.systole.actors.node;

import io.systole.actors.attribute.wire.AttributeCommand;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.node.wire.QuorumCommand;
import io.systole.actors.policy.wire.PolicyCommand;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.splitbrain.arbiter.ArbiterActor;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The parts of this node that others may talk to; {@code policy} reaches the singleton wherever it runs, {@code arbiter} is
 * null where none is configured.
 */
public record NodeParts(
        ActorRef<CibCommand> cib,
        ActorRef<Fencer.Command> fencer,
        ActorRef<ResourceCommand> resources,
        ActorRef<PolicyCommand> policy,
        ActorRef<AttributeCommand> attributes,
        ActorRef<QuorumCommand> quorum,
        @Nullable ActorRef<ArbiterActor.Command> arbiter) {}
