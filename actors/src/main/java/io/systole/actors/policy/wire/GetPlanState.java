package io.systole.actors.policy.wire;

import io.systole.actors.wire.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;

/** Asks what the policy singleton is doing. */
public record GetPlanState(ActorRef<PlanState> replyTo) implements PolicyCommand, WireMessage {}
