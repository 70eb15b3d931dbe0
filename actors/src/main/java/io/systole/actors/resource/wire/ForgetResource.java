package io.systole.actors.resource.wire;

import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Forget fail counts and history of a resource on this node, so that it is probed anew (cleanup).
 *
 * @param resource all instances of that name; null for all resources that have failed here
 */
public record ForgetResource(long term, @Nullable String resource, ActorRef<ResourceForgotten> replyTo)
        implements DcCommand {}
