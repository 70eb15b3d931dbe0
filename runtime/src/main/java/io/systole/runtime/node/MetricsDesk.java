package io.systole.runtime.node;

import io.systole.actors.node.NodeActor;
import io.systole.actors.node.NodeStatus;
import io.systole.cib.acl.UserSight;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.http.MetricsDoor;
import io.systole.runtime.metrics.Scrape;
import io.systole.runtime.status.QuorumView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Gathers what is told of the cluster's state, each time that it is asked for. */
final class MetricsDesk implements MetricsDoor {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final SystoleConfig config;
    private final ActorRef<NodeActor.Command> node;
    private final Scrape scrape;
    private final Supplier<CompletionStage<UserSight>> sight;

    MetricsDesk(
            ActorSystem<?> system,
            SystoleConfig config,
            ActorRef<NodeActor.Command> node,
            Scrape scrape,
            Supplier<CompletionStage<UserSight>> sight) {
        this.system = system;
        this.config = config;
        this.node = node;
        this.scrape = scrape;
        this.sight = sight;
    }

    @Override
    public CompletionStage<String> scrape() {
        CompletionStage<NodeStatus> status =
                AskPattern.ask(node, NodeActor.GetStatus::new, PATIENCE, system.scheduler());
        return sight.get()
                .thenCombine(
                        status,
                        (seen, known) -> scrape.write(
                                seen.cib(),
                                Optional.ofNullable(known.membership())
                                        .map(view -> QuorumView.of(view, NodePlan.quorum(config))),
                                known.self().equals(known.dc()),
                                Instant.now()));
    }
}
