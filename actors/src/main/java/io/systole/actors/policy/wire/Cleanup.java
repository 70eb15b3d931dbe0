package io.systole.actors.policy.wire;

import io.systole.actors.wire.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Forget the failures and the history of a resource, so that it is probed anew and may run again where it failed.
 *
 * @param resource its id; null for all resources that have failed
 * @param node null for all nodes
 */
public record Cleanup(@Nullable String resource, @Nullable String node, ActorRef<CleanupDone> replyTo)
        implements PolicyCommand, WireMessage {}
