package io.systole.actors.resource.wire;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Forget fail counts and history of resources on this node, so that they are probed anew (cleanup).
 *
 * @param ward the remote node that is meant, which the receiver is connected to; null for the receiver itself
 * @param resources names of primitives, with all their instances; none for all that have failed here
 */
public record ForgetResources(
        long term, List<String> resources, @Nullable String ward, ActorRef<ResourceForgotten> replyTo)
        implements DcCommand {
    public ForgetResources {
        resources = List.copyOf(resources);
    }
}
