package io.systole.actors.remote;

import io.systole.actors.cib.CibProtocol.WardGranted;
import io.systole.actors.remote.link.Link;
import io.systole.actors.resource.OperationRunner.Ran;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.cib.NodeState;
import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is at.
 *
 * @param starting the start that is under way
 * @param up the connection that stands, or stood until it broke
 * @param broken why it broke; empty while it did not
 */
record ConnectionState(
        @Nullable Starting starting, @Nullable Up up, String broken) {
    static final ConnectionState DOWN = new ConnectionState(null, null, "");
    /** Between two tries to connect. */
    static final Duration RETRY = Duration.ofSeconds(1);

    /**
     * A start that is under way.
     *
     * @param epoch the number of this member's word about the remote node
     * @param known what is known of the remote node
     * @param runner over the link on which the host has let itself be told
     */
    record Starting(
            OperationOrder order,
            ActorRef<Ran> replyTo,
            Instant begun,
            long epoch,
            @Nullable NodeState known,
            @Nullable LinkRunner runner) {
        static Starting of(OperationOrder order, ActorRef<Ran> replyTo, Instant begun) {
            return new Starting(order, replyTo, begun, 0, null, null);
        }

        Instant deadline() {
            return begun.plus(order.timeout()).minus(RETRY);
        }

        Starting granted(WardGranted by) {
            return new Starting(order, replyTo, begun, by.epoch(), by.state(), null);
        }

        Starting over(LinkRunner link) {
            return new Starting(order, replyTo, begun, epoch, known, link);
        }

        boolean isOver(Link link) {
            return runner != null && runner.link() == link;
        }

        void end(String why) {
            if (runner != null) {
                runner.link().close(why);
            }
        }
    }

    /** A connection. */
    record Up(Link link, LinkRunner runner, ActorRef<ResourceCommand> supervisor) {}
}
