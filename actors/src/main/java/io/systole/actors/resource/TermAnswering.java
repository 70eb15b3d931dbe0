package io.systole.actors.resource;

import io.systole.actors.resource.ResourceActor.Underway;
import io.systole.actors.resource.wire.AskTerm;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Asks all resources of a node what they have begun, and then answers the DC. */
final class TermAnswering {
    private TermAnswering() {}

    static Behavior<Underway> create(
            NodeName self, long term, AskTerm question, Collection<ActorRef<ResourceActor.Command>> resources) {
        return Behaviors.setup(context -> {
            resources.forEach(resource -> resource.tell(new ResourceActor.TellUnderway(context.getSelf())));
            return waiting(self, term, question, resources.size(), List.of());
        });
    }

    private static Behavior<Underway> waiting(
            NodeName self, long term, AskTerm question, int open, List<TransitionKey> found) {
        if (open == 0) {
            question.replyTo().tell(new TermAnswer(self, term, found));
            return Behaviors.stopped();
        }
        return Behaviors.receive(Underway.class)
                .onMessage(Underway.class, answer -> {
                    var all = new ArrayList<>(found);
                    answer.order().ifPresent(all::add);
                    return waiting(self, term, question, open - 1, all);
                })
                .build();
    }
}
