package io.systole.actors.policy;

import io.systole.actors.policy.wire.NewsCommand;
import io.systole.actors.policy.wire.TransitionNews;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Brings what the DC tells of its transitions to the event stream of every member, as {@link Heard}: it has the same path on
 * all nodes. Nothing depends on it, so nothing is repeated; a node that misses a message has the state and the history.
 */
public final class TransitionTeller {
    /** The actor's name on every node. */
    public static final String NAME = "transition-news";

    /** On the event stream of a node: what some policy, here or on the DC, said of its transition. */
    public record Heard(TransitionNews news) {}

    /** On the event stream of the DC: to be brought to all members. */
    record Told(TransitionNews news) implements NewsCommand {}

    private TransitionTeller() {}

    /** To be spawned once on every node. */
    public static Behavior<NewsCommand> create() {
        return Behaviors.setup(context -> {
            var events = context.getSystem().eventStream();
            events.tell(new EventStream.Subscribe<>(Told.class, context.messageAdapter(Told.class, told -> told)));
            return Behaviors.receive(NewsCommand.class)
                    .onMessage(Told.class, told -> {
                        spread(context, told.news());
                        events.tell(new EventStream.Publish<>(new Heard(told.news())));
                        return Behaviors.same();
                    })
                    .onMessage(TransitionNews.class, news -> {
                        events.tell(new EventStream.Publish<>(new Heard(news)));
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private static void spread(ActorContext<NewsCommand> context, TransitionNews news) {
        var cluster = Cluster.get(context.getSystem());
        var resolver = ActorRefResolver.get(context.getSystem());
        var unreachable = cluster.state().getUnreachable();
        for (Member member : cluster.state().getMembers()) {
            if (!member.equals(cluster.selfMember()) && !unreachable.contains(member)) {
                resolver.<NewsCommand>resolveActorRef(member.address() + "/user/" + NAME)
                        .tell(news);
            }
        }
    }
}
