package io.systole.actors.resource.wire;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Forget fail counts and history of resources on this node, so that they are probed anew (cleanup).
 *
 * @param resources names of primitives, with all their instances; none for all that have failed here
 */
public record ForgetResources(long term, List<String> resources, ActorRef<ResourceForgotten> replyTo)
        implements DcCommand {
    public ForgetResources {
        resources = List.copyOf(resources);
    }
}
