package io.systole.actors.remote;

import io.systole.actors.cib.CibProtocol.RecordStatus;
import io.systole.actors.cib.CibProtocol.RecordWard;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.cib.NodeName;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The CIB as the supervisor of a remote node sees it: its own status is the remote node's. */
final class WardCib {
    private WardCib() {}

    static Behavior<CibCommand> create(NodeName remote, ActorRef<CibCommand> cib) {
        return Behaviors.receiveMessage(message -> {
            cib.tell(message instanceof RecordStatus own ? new RecordWard(remote, own.changes()) : message);
            return Behaviors.same();
        });
    }
}
