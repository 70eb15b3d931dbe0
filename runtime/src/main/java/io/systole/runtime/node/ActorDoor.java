package io.systole.runtime.node;

import io.systole.actors.attribute.wire.AttributeCommand;
import io.systole.actors.cib.Asker;
import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.CibProtocol.AskOutcome;
import io.systole.actors.cib.CibProtocol.GetCib;
import io.systole.actors.cib.CibProtocol.ModifyConfiguration;
import io.systole.actors.cib.CibProtocol.ModifyElements;
import io.systole.actors.cib.CibProtocol.ModifyTicket;
import io.systole.actors.cib.CibProtocol.ReplaceConfiguration;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.host.wire.HostCommand;
import io.systole.actors.node.NodeActor;
import io.systole.actors.node.wire.QuorumCommand;
import io.systole.actors.policy.wire.Cleanup;
import io.systole.actors.policy.wire.CleanupDone;
import io.systole.actors.policy.wire.GetTransitions;
import io.systole.actors.policy.wire.PolicyCommand;
import io.systole.actors.policy.wire.Transitions;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.acl.AccessControl;
import io.systole.cib.acl.Subject;
import io.systole.cib.acl.UserSight;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.xml.CibXml;
import io.systole.policy.Planner;
import io.systole.policy.explain.Explainer;
import io.systole.policy.explain.Explanation;
import io.systole.runtime.agents.AgentDirectory;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.events.EventActor;
import io.systole.runtime.http.AccessDoor;
import io.systole.runtime.http.AttributeDoor;
import io.systole.runtime.http.ChangesDoor;
import io.systole.runtime.http.CibLookup;
import io.systole.runtime.http.ClusterDoor;
import io.systole.runtime.http.DraftDoor;
import io.systole.runtime.http.EventsDoor;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.FencingDoor;
import io.systole.runtime.http.HostsDoor;
import io.systole.runtime.http.InsightDoor;
import io.systole.runtime.http.MetricsDoor;
import io.systole.runtime.http.Outcome;
import io.systole.runtime.http.OutputDoor;
import io.systole.runtime.http.QuorumDoor;
import io.systole.runtime.http.RequestWords;
import io.systole.runtime.http.ResourceWish;
import io.systole.runtime.http.TicketDoor;
import io.systole.runtime.metrics.Scrape;
import io.systole.runtime.status.StatusView;
import io.systole.splitbrain.arbiter.ArbiterActor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;

/** The cluster as this node's actors know it: turns what an operator asks for into messages, and answers into outcomes. */
final class ActorDoor implements ClusterDoor {
    /** The actors of this node that an operator's wishes go to. */
    record Parts(
            ActorRef<NodeActor.Command> node,
            ActorRef<CibCommand> cib,
            ActorRef<Fencer.Command> fencer,
            ActorRef<PolicyCommand> policy,
            ActorRef<AttributeCommand> attributes,
            ActorRef<QuorumCommand> quorum,
            @Nullable ActorRef<ArbiterActor.Command> arbiter,
            AgentDirectory agents,
            Scrape metrics,
            ActorRef<EventActor.Command> events,
            ActorRef<HostCommand> host) {}

    private static final String CLIENT = "systole";

    private final ActorSystem<?> system;
    private final SystoleConfig config;
    private final Parts parts;
    private final NodeTransport transport;
    private final Subject subject;
    private final RequestWords words;

    ActorDoor(ActorSystem<?> system, SystoleConfig config, Parts parts, NodeTransport transport, Subject subject) {
        this(system, config, parts, transport, subject, RequestWords.NONE);
    }

    private ActorDoor(
            ActorSystem<?> system,
            SystoleConfig config,
            Parts parts,
            NodeTransport transport,
            Subject subject,
            RequestWords words) {
        this.system = system;
        this.config = config;
        this.parts = parts;
        this.transport = transport;
        this.subject = subject;
        this.words = words;
    }

    Parts parts() {
        return parts;
    }

    @Override
    public ClusterDoor as(Subject other) {
        return new ActorDoor(system, config, parts, transport, other, words);
    }

    @Override
    public ClusterDoor asking(RequestWords said) {
        return new ActorDoor(system, config, parts, transport, subject, said);
    }

    @Override
    public CompletionStage<Outcome> outcomeOf(String request) {
        return change(replyTo -> new AskOutcome(new Asker(author(), request, null), replyTo), "the request was done");
    }

    private Asker asker() {
        return new Asker(author(), words.name(), words.reason());
    }

    /** The second change of one request, under a name of its own. */
    private ActorDoor second() {
        String name = words.name() == null ? null : words.name() + ".2";
        return new ActorDoor(system, config, parts, transport, subject, new RequestWords(name, words.reason()));
    }

    @Override
    public AccessDoor access() {
        return new AccessDesk(subject, this::askCib, this::changeCib, blocking());
    }

    @Override
    public ChangesDoor changes() {
        return new ChangesDesk(system, parts.cib(), config.management().requestTimeout(), this::seesAll);
    }

    @Override
    public AttributeDoor attributes() {
        return new AttributeDesk(system, parts.attributes(), config, means());
    }

    @Override
    public QuorumDoor quorum() {
        return new QuorumDesk(system, parts, config, subject.user(), means());
    }

    @Override
    public MetricsDoor metrics() {
        return new MetricsDesk(system, config, parts.node(), parts.metrics(), this::sight);
    }

    @Override
    public EventsDoor events() {
        return new EventsDesk(system, parts.events(), config.management().requestTimeout(), this::sight, this::status);
    }

    @Override
    public DraftDoor drafts() {
        var planning = system.dispatchers().lookup(DispatcherSelector.fromConfig("systole.policy-dispatcher"));
        return new DraftDesk(subject, planning, this::sight, this::changeCib);
    }

    @Override
    public AgentDirectory agents() {
        return parts.agents();
    }

    private AttributeDesk.Means means() {
        return new AttributeDesk.Means(this::askCib, this::sight, this::permitted, this::edit);
    }

    @Override
    public FencingDoor fencing() {
        return new FencingDesk(system, config, parts, subject, this::sight, this::permitted);
    }

    @Override
    public OutputDoor outputs() {
        return new OutputDesk(system, this::sight);
    }

    @Override
    public InsightDoor insight() {
        return new InsightDesk(this::sight, this::pastPlan, blocking());
    }

    @Override
    public HostsDoor hosts() {
        var need =
                new HostDesk.Means(subject, this::askCib, this::sight, this::status, fencing()::check, this::permitted);
        return new HostDesk(system, config, parts.host(), need);
    }

    @Override
    public TicketDoor tickets() {
        return new TicketDesk(
                this::sight, (edit, done) -> change(replyTo -> new ModifyTicket(edit, asker(), replyTo), done));
    }

    @Override
    public CompletionStage<Boolean> seesAll() {
        return sight().thenApply(UserSight::whole);
    }

    @Override
    public CompletionStage<StatusView> status() {
        return new StatusGathering(system, config, parts, transport).gather(sight(), subject);
    }

    @Override
    public CompletionStage<Outcome> cibXml(boolean sensible) {
        return sight().thenApply(sight -> sight.xml()
                .<Outcome>map(xml -> new Outcome.Done(sensible ? CibXml.write(sight.cib()) : xml))
                .orElseGet(() -> SeenStatus.nothing(subject)));
    }

    @Override
    public CompletionStage<Outcome> replace(String xml) {
        return change(replyTo -> new ReplaceConfiguration(xml, asker(), replyTo), "the CIB is replaced");
    }

    @Override
    public CompletionStage<Outcome> query(CibQuery query) {
        return sight().thenApply(sight -> sight.xml()
                .flatMap(xml -> ElementXml.read(xml).element())
                .map(root -> CibLookup.find(root, query))
                .orElseGet(() -> SeenStatus.nothing(subject)));
    }

    @Override
    public CompletionStage<Outcome> changeCib(TreeEdit edit) {
        return change(replyTo -> new ModifyElements(edit, asker(), replyTo), "the CIB is changed");
    }

    @Override
    public CompletionStage<Outcome> resource(ResourceId resource, ResourceVerb verb, ResourceWish wish) {
        return switch (verb) {
            case START -> edit(new CibEdit.SetMeta(resource, "target-role", "Started"), resource + " may run");
            case STOP -> edit(new CibEdit.SetMeta(resource, "target-role", "Stopped"), resource + " will be stopped");
            case MOVE -> moves().move(resource, wish);
            case BAN -> moves().ban(resource, wish);
            case CLEAR -> moves().clear(resource, wish);
            case CLEANUP ->
                permitted(
                        "cleanup of " + resource,
                        cib -> StatusObjects.ofResource(cib, resource),
                        () -> cleanup(resource, wish.node()));
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
            case FENCE -> fencing().fence(node, Duration.ZERO);
        };
    }

    @Override
    public CompletionStage<List<TransitionLine>> transitions() {
        CompletionStage<Transitions> answer = AskPattern.ask(
                parts.policy(), GetTransitions::new, config.management().requestTimeout(), system.scheduler());
        return answer.thenCombine(sight(), PastTransitions::seen);
    }

    @Override
    public CompletionStage<List<PastPlan>> pastPlans(int max) {
        return new PlanArchive(system).list(max).thenCombine(sight(), PastTransitions::seenPlans);
    }

    @Override
    public CompletionStage<Outcome> pastPlan(NodeName node, String file) {
        return new PlanArchive(system)
                .read(node, file)
                .thenCombine(
                        askCib(),
                        (found, cib) -> found.map(xml -> PastTransitions.seenInput(
                                                xml, AccessControl.of(cib.configuration(), subject))
                                        .orElseGet(() -> SeenStatus.nothing(subject)))
                                .orElseGet(() -> new Outcome.NotFound(new Fault(
                                        "the input " + file + " of node " + node,
                                        "is not there",
                                        "must be one that a member keeps",
                                        "`systole history transitions` lists them"))));
    }

    @Override
    public CompletionStage<List<Explanation>> explain(ResourceId resource) {
        return sight().thenApplyAsync(
                        sight -> Explainer.explain(Planner.planLive(sight.cib(), Instant.now()), resource.value()),
                        blocking());
    }

    private Executor blocking() {
        return system.dispatchers().lookup(DispatcherSelector.blocking());
    }

    private Author author() {
        return new Author(subject, CLIENT);
    }

    /** What the user may read of the CIB. */
    private CompletionStage<UserSight> sight() {
        return askCib().thenApplyAsync(
                        cib -> AccessControl.of(cib.configuration(), subject).sight(cib), blocking());
    }

    /** Does what is no change of the CIB, if the user may write what of the CIB it concerns. */
    private CompletionStage<Outcome> permitted(
            String what, Function<Cib, String> concerned, Supplier<CompletionStage<Outcome>> deed) {
        return askCib().thenApplyAsync(
                        cib -> AccessControl.of(cib.configuration(), subject).refusals(cib, concerned.apply(cib)),
                        blocking())
                .thenCompose(faults -> faults.isEmpty()
                        ? deed.get()
                        : CompletableFuture.completedStage(ChangeOutcomes.notPermitted(subject, what, faults)));
    }

    private CompletionStage<Cib> askCib() {
        return AskPattern.ask(parts.cib(), GetCib::new, config.management().requestTimeout(), system.scheduler());
    }

    private CompletionStage<Outcome> edit(CibEdit edit, String done) {
        return change(replyTo -> new ModifyConfiguration(edit, asker(), replyTo), done);
    }

    /** Both are taken back; where one fails, the other's outcome does not hide it. */
    private CompletionStage<Outcome> online(NodeName node) {
        return edit(new CibEdit.SetNodeAttribute(node, "standby", null), "")
                .thenCompose(first -> first instanceof Outcome.Done
                        ? second().edit(
                                        new CibEdit.SetNodeAttribute(node, "maintenance", null),
                                        node + " takes resources again")
                        : CompletableFuture.completedStage(first));
    }

    private MoveDesk moves() {
        return new MoveDesk(this::edit, this::status);
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
        return answer.thenApply(result -> ChangeOutcomes.of(result, subject, done, words.name() != null));
    }
}
