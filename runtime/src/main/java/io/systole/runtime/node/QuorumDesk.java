package io.systole.runtime.node;

import io.systole.actors.node.NodeActor;
import io.systole.actors.node.NodeStatus;
import io.systole.actors.node.QuorumActor.Answer;
import io.systole.actors.node.QuorumActor.AskDifferences;
import io.systole.actors.node.QuorumActor.Differences;
import io.systole.actors.node.QuorumActor.ExpectVotes;
import io.systole.actors.node.QuorumActor.Unblock;
import io.systole.actors.node.wire.QuorumCommand;
import io.systole.runtime.config.ArbiterConfig;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.Outcome;
import io.systole.runtime.http.QuorumDoor;
import io.systole.runtime.status.ArbiterView;
import io.systole.runtime.status.QuorumView;
import io.systole.splitbrain.arbiter.ArbiterActor;
import io.systole.splitbrain.arbiter.core.ArbiterStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Quorum for one user. Expected votes are no part of the CIB: where they have to be changed, the CIB often cannot be. */
final class QuorumDesk implements QuorumDoor {
    /** What stands for the expected votes in the access control lists. */
    private static final String CONCERNED = "/cib/configuration/crm_config";

    private final ActorSystem<?> system;
    private final ActorDoor.Parts parts;
    private final SystoleConfig config;
    private final String user;
    private final AttributeDesk.Means means;

    QuorumDesk(
            ActorSystem<?> system,
            ActorDoor.Parts parts,
            SystoleConfig config,
            String user,
            AttributeDesk.Means means) {
        this.system = system;
        this.parts = parts;
        this.config = config;
        this.user = user;
        this.means = means;
    }

    @Override
    public CompletionStage<Optional<QuorumView>> status() {
        CompletionStage<NodeStatus> node = AskPattern.ask(
                parts.node(), NodeActor.GetStatus::new, config.management().requestTimeout(), system.scheduler());
        return means.sight()
                .get()
                .thenCombine(
                        node,
                        (sight, status) -> Optional.ofNullable(status.membership())
                                .filter(view -> sight.whole())
                                .map(view -> QuorumView.of(view, NodePlan.quorum(config))))
                .thenCombine(
                        arbiter(system, config, parts),
                        (quorum, arbiter) -> quorum.map(view -> view.with(arbiter.orElse(null))));
    }

    /** What this node's arbiter says; nothing where there is none, or that is not known. */
    private static CompletionStage<Optional<ArbiterView>> arbiter(
            ActorSystem<?> system, SystoleConfig config, ActorDoor.Parts parts) {
        var arbiter = parts.arbiter();
        if (arbiter == null) return CompletableFuture.completedStage(Optional.empty());
        CompletionStage<ArbiterStatus> answer =
                AskPattern.ask(arbiter, ArbiterActor.GetStatus::new, Duration.ofSeconds(1), system.scheduler());
        String place = config.quorum().arbiter().map(ArbiterConfig::place).orElse("");
        return answer.handle(
                (status, failure) -> failure == null ? Optional.of(ArbiterView.of(place, status)) : Optional.empty());
    }

    /** Which nodes are configured differently, and that the arbiter is away; nothing where that is not known. */
    static CompletionStage<List<String>> differences(
            ActorSystem<?> system, SystoleConfig config, ActorDoor.Parts parts) {
        CompletionStage<Differences> answer =
                AskPattern.ask(parts.quorum(), AskDifferences::new, Duration.ofSeconds(1), system.scheduler());
        return answer.handle((found, failure) -> failure == null ? found.lines() : List.<String>of())
                .thenCombine(
                        arbiter(system, config, parts),
                        (lines, arbiter) -> Stream.concat(
                                        lines.stream(), arbiter.flatMap(ArbiterView::trouble).stream())
                                .toList());
    }

    @Override
    public CompletionStage<Outcome> expect(int votes, boolean dryRun) {
        return asked("change of the expected votes", replyTo -> new ExpectVotes(votes, user, dryRun, replyTo));
    }

    @Override
    public CompletionStage<Outcome> unblock(boolean dryRun) {
        return asked("founding of a cluster without all nodes", replyTo -> new Unblock(user, dryRun, replyTo));
    }

    private CompletionStage<Outcome> asked(String what, Function<ActorRef<Answer>, QuorumCommand> question) {
        return means.permission().check(what, cib -> CONCERNED, () -> {
            CompletionStage<Answer> answer = AskPattern.ask(
                    parts.quorum(), question::apply, config.management().requestTimeout(), system.scheduler());
            return answer.handle((given, failure) -> failure == null
                    ? outcome(given)
                    : new Outcome.Unknown(
                            new Fault("quorum", "no answer: " + failure, "", "look at `systole quorum status`")));
        });
    }

    private static Outcome outcome(Answer answer) {
        return answer.done()
                ? new Outcome.Done(answer.words())
                : Outcome.Refused.because("quorum", answer.words(), "", "nothing was changed");
    }
}
