package io.systole.actors.node;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Asks an actor of a running node and waits for the answer. */
final class NodeAsk {
    private NodeAsk() {}

    static <Q, A> A of(ActorSystem<?> system, RecipientRef<Q> actor, Function<ActorRef<A>, Q> question) {
        CompletionStage<A> answer = AskPattern.ask(actor, question::apply, Duration.ofSeconds(20), system.scheduler());
        return answer.toCompletableFuture().orTimeout(25, TimeUnit.SECONDS).join();
    }
}
