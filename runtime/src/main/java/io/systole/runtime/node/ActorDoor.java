package io.systole.runtime.node;

import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.CibProtocol.GetCib;
import io.systole.actors.cib.CibProtocol.ModifyConfiguration;
import io.systole.actors.cib.CibProtocol.ModifyElements;
import io.systole.actors.cib.CibProtocol.ReplaceConfiguration;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.node.NodeActor;
import io.systole.actors.policy.wire.Cleanup;
import io.systole.actors.policy.wire.CleanupDone;
import io.systole.actors.policy.wire.GetTransitions;
import io.systole.actors.policy.wire.PolicyCommand;
import io.systole.actors.policy.wire.Transitions;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.xml.CibXml;
import io.systole.policy.Planner;
import io.systole.policy.explain.Explainer;
import io.systole.policy.explain.Explanation;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.http.ClusterDoor;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.Outcome;
import io.systole.runtime.status.StatusView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** The cluster as this node's actors know it: turns what an operator asks for into messages, and answers into outcomes. */
final class ActorDoor implements ClusterDoor {
    /** The actors of this node that an operator's wishes go to. */
    record Parts(
            ActorRef<NodeActor.Command> node,
            ActorRef<CibCommand> cib,
            ActorRef<Fencer.Command> fencer,
            ActorRef<PolicyCommand> policy) {}

    private static final Author OPERATOR = new Author(System.getProperty("user.name", "unknown"), "systole");

    private final ActorSystem<?> system;
    private final SystoleConfig config;
    private final Parts parts;

    ActorDoor(ActorSystem<?> system, SystoleConfig config, Parts parts) {
        this.system = system;
        this.config = config;
        this.parts = parts;
    }

    @Override
    public CompletionStage<StatusView> status() {
        return new StatusGathering(system, config, parts).gather();
    }

    @Override
    public CompletionStage<String> cibXml() {
        return askCib().thenApply(CibXml::write);
    }

    @Override
    public CompletionStage<Outcome> replace(String xml) {
        return change(replyTo -> new ReplaceConfiguration(xml, OPERATOR, replyTo), "the CIB is replaced");
    }

    @Override
    public CompletionStage<Outcome> query(CibQuery query) {
        return askCib().thenApply(cib -> CibLookup.find(cib, query));
    }

    @Override
    public CompletionStage<Outcome> changeCib(TreeEdit edit) {
        return change(replyTo -> new ModifyElements(edit, OPERATOR, replyTo), "the CIB is changed");
    }

    @Override
    public CompletionStage<Outcome> resource(ResourceId resource, ResourceVerb verb, Optional<NodeName> node) {
        return switch (verb) {
            case START -> edit(new CibEdit.SetMeta(resource, "target-role", "Started"), resource + " may run");
            case STOP -> edit(new CibEdit.SetMeta(resource, "target-role", "Stopped"), resource + " will be stopped");
            case MOVE ->
                node.isPresent()
                        ? edit(
                                new CibEdit.PreferNode(resource, node.get()),
                                resource + " will move to " + node.get() + "; `systole resource clear " + resource
                                        + "` takes that back")
                        : moveAway(resource);
            case CLEAR ->
                edit(new CibEdit.ClearMoves(resource, node.orElse(null)), resource + " may run where it likes again");
            case CLEANUP -> cleanup(resource, node);
        };
    }

    @Override
    public CompletionStage<Outcome> node(NodeName node, NodeVerb verb) {
        return switch (verb) {
            case STANDBY ->
                edit(
                        new CibEdit.SetNodeAttribute(node, "standby", "on"),
                        node + " is in standby: what it runs moves off");
            case MAINTENANCE ->
                edit(
                        new CibEdit.SetNodeAttribute(node, "maintenance", "true"),
                        node + " is in maintenance: what it runs is left alone");
            case ONLINE -> online(node);
            case FENCE -> new ManualFencing(system, config, parts).fence(node);
        };
    }

    @Override
    public CompletionStage<List<TransitionLine>> transitions() {
        CompletionStage<Transitions> answer = AskPattern.ask(
                parts.policy(), GetTransitions::new, config.management().requestTimeout(), system.scheduler());
        return answer.thenApply(all -> all.transitions().stream()
                .map(transition -> new TransitionLine(
                        transition.number(),
                        transition.reason(),
                        transition.outcome(),
                        transition.actions().stream()
                                .map(action -> action.key() + " on " + action.node() + ": " + action.result())
                                .toList()))
                .toList());
    }

    @Override
    public CompletionStage<List<PastPlan>> pastPlans(int max) {
        return new PlanArchive(system).list(max);
    }

    @Override
    public CompletionStage<Optional<String>> pastPlan(NodeName node, String file) {
        return new PlanArchive(system).read(node, file);
    }

    @Override
    public CompletionStage<List<Explanation>> explain(ResourceId resource) {
        return askCib().thenApplyAsync(
                        cib -> Explainer.explain(Planner.planLive(cib, Instant.now()), resource.value()),
                        system.dispatchers().lookup(DispatcherSelector.blocking()));
    }

    private CompletionStage<Cib> askCib() {
        return AskPattern.ask(parts.cib(), GetCib::new, config.management().requestTimeout(), system.scheduler());
    }

    private CompletionStage<Outcome> edit(CibEdit edit, String done) {
        return change(replyTo -> new ModifyConfiguration(edit, OPERATOR, replyTo), done);
    }

    /** Both are taken back; where one fails, the other's outcome does not hide it. */
    private CompletionStage<Outcome> online(NodeName node) {
        return edit(new CibEdit.SetNodeAttribute(node, "standby", null), "")
                .thenCompose(first -> first instanceof Outcome.Done
                        ? edit(new CibEdit.SetNodeAttribute(node, "maintenance", null), node + " takes resources again")
                        : CompletableFuture.completedStage(first));
    }

    /** Without a node, a resource moves away from where it is; that must be one place. */
    private CompletionStage<Outcome> moveAway(ResourceId resource) {
        return status().thenCompose(status -> {
            var nodes = Whereabouts.of(resource.value(), status.resources());
            if (nodes.size() == 1) {
                var node = nodes.get(0);
                return edit(
                        new CibEdit.BanNode(resource, new NodeName(node)),
                        resource + " will move away from " + node + "; `systole resource clear " + resource
                                + "` lets it come back");
            }
            return CompletableFuture.completedStage(Outcome.Refused.because(
                    "resource " + resource,
                    nodes.isEmpty() ? "is not active anywhere" : "is active on " + String.join(", ", nodes),
                    "must be active in one place to be moved away from it",
                    "name the node that it is to move to"));
        });
    }

    private CompletionStage<Outcome> cleanup(ResourceId resource, Optional<NodeName> node) {
        CompletionStage<CleanupDone> answer = AskPattern.ask(
                parts.policy(),
                replyTo ->
                        new Cleanup(resource.value(), node.map(NodeName::value).orElse(null), replyTo),
                config.management().requestTimeout(),
                system.scheduler());
        return answer.thenApply(done -> done.unreached().isEmpty()
                ? new Outcome.Done(
                        done.forgotten().isEmpty()
                                ? "there was nothing to forget of " + resource
                                : "forgotten: " + String.join(", ", done.forgotten()))
                : new Outcome.Unknown(new Fault(
                        "node " + String.join(", ", done.unreached()), "did not answer", "", "clean up again later")));
    }

    /** How a change of the configuration is asked for. */
    private interface Asked {
        CibCommand with(ActorRef<ChangeResult> replyTo);
    }

    private CompletionStage<Outcome> change(Asked asked, String done) {
        CompletionStage<ChangeResult> answer =
                AskPattern.ask(parts.cib(), asked::with, config.management().requestTimeout(), system.scheduler());
        return answer.thenApply(result -> outcome(result, done));
    }

    private static Outcome outcome(ChangeResult result, String done) {
        if (result instanceof ChangeResult.Accepted accepted) {
            return new Outcome.Done(done + " (CIB version " + accepted.version() + ")");
        }
        if (result instanceof ChangeResult.Refused refused) {
            return new Outcome.Refused(refused.faults().stream()
                    .map(fault -> new Fault(
                            (fault.line() > 0 ? "line " + fault.line() + ": " : "") + fault.element(),
                            "found " + fault.found(),
                            "expected " + fault.expected(),
                            fault.advice()))
                    .toList());
        }
        if (result instanceof ChangeResult.NotDone notDone) {
            return Outcome.Refused.because("the CIB", notDone.reason(), "", "nothing was changed; try again");
        }
        if (result instanceof ChangeResult.Unknown unknown) {
            return new Outcome.Unknown(new Fault("the CIB", unknown.reason(), "", "query it before you try again"));
        }
        throw new AssertionError("unhandled " + result);
    }
}
