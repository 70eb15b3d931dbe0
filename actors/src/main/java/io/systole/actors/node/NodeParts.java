package io.systole.actors.node;

import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.policy.wire.PolicyCommand;
import io.systole.actors.resource.wire.ResourceCommand;
import org.apache.pekko.actor.typed.ActorRef;

/** The parts of this node that others may talk to; {@code policy} reaches the singleton wherever it runs. */
public record NodeParts(
        ActorRef<CibCommand> cib,
        ActorRef<Fencer.Command> fencer,
        ActorRef<ResourceCommand> resources,
        ActorRef<PolicyCommand> policy) {}
