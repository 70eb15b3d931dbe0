package io.systole.actors.command;

import io.systole.actors.attribute.core.AttributeWish;
import io.systole.actors.attribute.wire.AskAttributes;
import io.systole.actors.attribute.wire.AttributeAnswer;
import io.systole.actors.attribute.wire.AttributeCommand;
import io.systole.actors.attribute.wire.ChangeAttribute;
import io.systole.actors.cib.Asker;
import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.command.core.Call;
import io.systole.actors.command.core.Exit;
import io.systole.actors.command.core.Programs;
import io.systole.actors.command.core.Reply;
import io.systole.actors.command.core.Reply.Held;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingHistory;
import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.policy.wire.Cleanup;
import io.systole.actors.policy.wire.CleanupDone;
import io.systole.actors.policy.wire.PolicyCommand;
import io.systole.agents.AgentRunner;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibFault;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * Has done what commands ask for, by the actors of this node. An attribute is answered for when it is on its way into the
 * CIB, so that it gets there before the result of the operation whose agent set it.
 */
public final class CommandDesk implements Commands {
    /**
     * Whom it asks.
     *
     * @param self the node whose agents are run
     * @param blocking where what takes time is decided
     */
    public record Ports(
            NodeName self,
            ActorRef<CibCommand> cib,
            ActorRef<AttributeCommand> attributes,
            ActorRef<PolicyCommand> policy,
            Fencings fencings,
            AgentRunner agents,
            Scheduler scheduler,
            Executor blocking) {}

    /** Fencing by hand. */
    public interface Fencings {
        CompletionStage<FencingOutcome> fence(NodeName node, FenceAction action, Duration tolerance, String by);

        CompletionStage<Fencer.ConfirmationOutcome> confirm(NodeName node, String by);

        CompletionStage<FencingHistory> history();
    }

    private static final String USER = System.getProperty("user.name", "");
    private static final int SCHEMA = 1;
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration CHANGE = Duration.ofSeconds(30);

    private final Ports ports;

    public CommandDesk(Ports ports) {
        this.ports = ports;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        CompletionStage<Cib> cib = ask(ports.cib(), CibProtocol.GetCib::new, LOOK);
        return cib.thenApplyAsync(known -> Programs.run(call, known), ports.blocking())
                .thenCompose(reply -> perform(call, reply))
                .exceptionally(failure -> new Reply.Said(Exit.TIMEOUT, "", call.program() + ": " + why(failure), null));
    }

    private static String why(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "the node did not answer: " + cause.getMessage() + "\n";
    }

    private CompletionStage<Reply> perform(Call call, Reply reply) {
        if (reply instanceof Reply.Said || reply instanceof Reply.Read) {
            return CompletableFuture.completedStage(reply);
        }
        return step(call, reply).thenCompose(next -> perform(call, next));
    }

    private CompletionStage<Reply> step(Call call, Reply reply) {
        if (reply instanceof Reply.ChangeAttribute change) {
            return changed(change).thenApply(change.then());
        }
        if (reply instanceof Reply.AskAttributes asked) {
            return held(asked.nodes()).thenApply(asked.then());
        }
        if (reply instanceof Reply.EditCib edit) {
            return changed(call, (asker, replyTo) -> new CibProtocol.ModifyElements(edit.edit(), asker, replyTo))
                    .thenApply(edit.then());
        }
        if (reply instanceof Reply.EditConfiguration edit) {
            return changed(call, (asker, replyTo) -> new CibProtocol.ModifyConfiguration(edit.edit(), asker, replyTo))
                    .thenApply(edit.then());
        }
        if (reply instanceof Reply.EditTicket edit) {
            return changed(call, (asker, replyTo) -> new CibProtocol.ModifyTicket(edit.edit(), asker, replyTo))
                    .thenApply(edit.then());
        }
        if (reply instanceof Reply.Fence fence) {
            return ports.fencings()
                    .fence(fence.node(), fence.action(), fence.tolerance(), by(call))
                    .thenApply(FencingWords::outcome)
                    .thenApply(fence.then());
        }
        if (reply instanceof Reply.ConfirmFenced confirm) {
            return ports.fencings()
                    .confirm(confirm.node(), by(call))
                    .thenApply(FencingWords::outcome)
                    .thenApply(confirm.then());
        }
        if (reply instanceof Reply.AskFencings asked) {
            return ports.fencings().history().thenApply(FencingWords::all).thenApply(asked.then());
        }
        if (reply instanceof Reply.CleanUp cleanUp) {
            return cleaned(cleanUp).thenApply(cleanUp.then());
        }
        if (reply instanceof Reply.RunAgent run) {
            return ran(call, run);
        }
        throw new AssertionError("unhandled " + reply);
    }

    /** What a remote host asks for has to be run there, and its own node is not reached past the cluster. */
    private CompletionStage<Reply> ran(Call call, Reply.RunAgent run) {
        if (!call.here().equals(ports.self())) {
            return CompletableFuture.completedStage(Reply.Said.failed(
                    Exit.UNIMPLEMENTED, call.program() + ": agents are run past the cluster on its members alone"));
        }
        return ports.agents().run(run.agentCall()).thenApply(run.then());
    }

    private CompletionStage<Outcome> changed(Reply.ChangeAttribute change) {
        AttributeWish wish = change.wish();
        Duration delay = wish.delay();
        CompletionStage<AttributeAnswer> answer = ask(
                ports.attributes(),
                replyTo -> new ChangeAttribute(
                        SCHEMA,
                        change.node().value(),
                        change.name(),
                        change.name() == null ? "REFRESH" : wish.kind().name(),
                        wish.value(),
                        delay == null ? null : delay.toMillis(),
                        wish.isPrivate(),
                        false,
                        replyTo),
                LOOK);
        return answer.thenApply(done -> {
            String refusal = done.refusal();
            return refusal == null ? done() : new Outcome.Failed(Exit.ERROR, refusal);
        });
    }

    private CompletionStage<List<Held>> held(List<NodeName> nodes) {
        CompletionStage<List<Held>> all = CompletableFuture.completedStage(List.of());
        for (NodeName node : nodes) {
            CompletionStage<AttributeAnswer> answer =
                    ask(ports.attributes(), replyTo -> new AskAttributes(SCHEMA, node.value(), false, replyTo), LOOK);
            all = all.thenCombine(answer, (before, found) -> with(before, node, found));
        }
        return all;
    }

    private static List<Held> with(List<Held> before, NodeName node, AttributeAnswer answer) {
        var more = new ArrayList<>(before);
        answer.values().forEach(value -> more.add(new Held(node, value.name(), value.value())));
        return more;
    }

    /** How a change of the configuration is asked for. */
    private interface Asked {
        CibCommand with(Asker asker, ActorRef<ChangeResult> replyTo);
    }

    private CompletionStage<Outcome> changed(Call call, Asked asked) {
        var asker = Asker.of(new Author(USER, call.program()));
        CompletionStage<ChangeResult> answer = ask(ports.cib(), replyTo -> asked.with(asker, replyTo), CHANGE);
        return answer.thenApply(CommandDesk::outcome);
    }

    private static String by(Call call) {
        return call.program() + "@" + call.here();
    }

    private static Outcome outcome(ChangeResult result) {
        if (result instanceof ChangeResult.Refused refused) {
            CibFault first = refused.faults().get(0);
            return new Outcome.Failed(
                    Exit.CONFIG,
                    "Update does not conform to the configured schema: " + first.element() + ": found " + first.found()
                            + ", expected " + first.expected());
        }
        if (result instanceof ChangeResult.NotDone notDone) {
            return new Outcome.Failed(Exit.QUORUM, notDone.reason());
        }
        return result instanceof ChangeResult.Unknown unknown
                ? new Outcome.Failed(Exit.TIMEOUT, unknown.reason())
                : done();
    }

    private CompletionStage<Outcome> cleaned(Reply.CleanUp cleanUp) {
        NodeName node = cleanUp.node();
        CompletionStage<CleanupDone> answer = ask(
                ports.policy(),
                replyTo -> new Cleanup(cleanUp.resource(), node == null ? null : node.value(), replyTo),
                CHANGE);
        return answer.thenApply(done -> done.unreached().isEmpty()
                ? new Outcome.Done(done.forgotten())
                : new Outcome.Failed(Exit.TIMEOUT, "node " + String.join(", ", done.unreached()) + " did not answer"));
    }

    private static Outcome done() {
        return new Outcome.Done(List.of());
    }

    private <M, A> CompletionStage<A> ask(ActorRef<M> actor, Function<ActorRef<A>, M> question, Duration patience) {
        return AskPattern.ask(actor, question::apply, patience, ports.scheduler());
    }
}
