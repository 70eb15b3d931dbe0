package io.systole.actors.fencer;

import io.systole.actors.fencer.wire.FencerMessage;
import io.systole.cib.NodeName;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The Fencers of the other nodes: each has the path of this one at its node's address, so that none has to be looked up
 * before it can be told something.
 */
final class FencerPeers {
    private static final String MAILBOX = "peers";

    private final NodeName self;
    private final ActorRefResolver resolver;
    private final ActorPath path;
    private volatile FencerView view = FencerView.empty();

    private FencerPeers(NodeName self, ActorRefResolver resolver, ActorPath path) {
        this.self = self;
        this.resolver = resolver;
        this.path = path;
    }

    /** Opens this Fencer's mailbox for the others' messages. */
    static FencerPeers of(ActorContext<Fencer.Command> context, NodeName self) {
        var fencer = context.getSelf();
        var mailbox = context.spawn(
                Behaviors.<FencerMessage>receiveMessage(message -> {
                    fencer.tell(new Fencer.FromPeer(message));
                    return Behaviors.same();
                }),
                MAILBOX);
        return new FencerPeers(self, ActorRefResolver.get(context.getSystem()), mailbox.path());
    }

    NodeName self() {
        return self;
    }

    void view(FencerView changed) {
        view = changed;
    }

    /** The run of this node; 0 while it is not known. */
    long incarnation() {
        return view.incarnation();
    }

    /** Whom this node can reach, itself included. */
    SortedSet<NodeName> reachable() {
        return new TreeSet<>(view.reachable().keySet());
    }

    /** Tells a node's Fencer something, if the node can be reached; nothing says that it arrives. */
    void tell(NodeName node, FencerMessage message) {
        var address = view.reachable().get(node);
        if (address != null && !node.equals(self)) {
            resolver.<FencerMessage>resolveActorRef(path.toStringWithAddress(address))
                    .tell(message);
        }
    }
}
