package io.systole.actors.resource.wire;

import io.systole.actors.wire.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Asks a node what the agent of a resource printed in the operations that failed there.
 *
 * @param resource a primitive, with all its instances
 * @param ward the remote node that is meant, which the receiver is connected to; null for the receiver itself
 */
public record AskOutputs(String resource, @Nullable String ward, ActorRef<FailureOutputs> replyTo)
        implements ResourceCommand, WireMessage {}
