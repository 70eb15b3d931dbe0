package io.systole.actors.cib;

import io.systole.actors.cib.CibProtocol.BecomeWriter;
import io.systole.actors.cib.CibProtocol.ForgetHistory;
import io.systole.actors.cib.CibProtocol.GetCib;
import io.systole.actors.cib.CibProtocol.MembershipChanged;
import io.systole.actors.cib.CibProtocol.ModifyConfiguration;
import io.systole.actors.cib.CibProtocol.ModifyElements;
import io.systole.actors.cib.CibProtocol.RecordStatus;
import io.systole.actors.cib.CibProtocol.ReplaceConfiguration;
import io.systole.actors.cib.CibProtocol.StopBeingWriter;
import io.systole.actors.cib.CibProtocol.Subscribe;
import io.systole.actors.cib.CibProtocol.Unsubscribe;
import io.systole.actors.cib.core.CibCore;
import io.systole.actors.cib.core.CibEvent;
import io.systole.actors.cib.core.CibState;
import io.systole.actors.cib.core.ConfigurationChange;
import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.Request;
import io.systole.actors.cib.core.RequestId;
import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.actors.cib.disk.CibDisk;
import io.systole.actors.cib.disk.Loaded;
import io.systole.actors.cib.wire.AskStatus;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.cib.wire.ConfigurationDocument;
import io.systole.actors.cib.wire.ConfigurationStored;
import io.systole.actors.cib.wire.Digest;
import io.systole.actors.cib.wire.ForgetHistoryOf;
import io.systole.actors.cib.wire.ForwardedAnswer;
import io.systole.actors.cib.wire.ForwardedChange;
import io.systole.actors.cib.wire.StatusDelta;
import io.systole.actors.cib.wire.StatusFull;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ddata.LWWRegister;
import org.apache.pekko.cluster.ddata.typed.javadsl.DistributedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.cluster.ddata.typed.javadsl.ReplicatorMessageAdapter;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Holds the CIB on a node: stores and spreads the configuration, shares the node's own status, and tells subscribers the
 * whole. It has the same path on every node. What to do about each event is decided by {@link CibCore}.
 */
public final class CibActor extends AbstractBehavior<CibCommand> {
    private static final int STASH_MAX = 100_000;
    private static final Duration READ_WITHIN = Duration.ofSeconds(1);

    /** The state directory was read. */
    private record WasLoaded(Loaded loaded) implements CibCommand {}

    /** A configuration is on the disk, or not. */
    private record WasStored(CibDisk.Stored stored) implements CibCommand {}

    /** A term is on the disk. */
    private record TermWasStored(CibDisk.TermStored stored) implements CibCommand {}

    /** A document for a client was read. */
    private record DocumentRead(ReplaceConfiguration request, CibReading reading, List<CibFault> faults)
            implements CibCommand {}

    /** The replicator has something. */
    private record ReplicatorSaid(Replicator.SubscribeResponse<LWWRegister<ConfigurationDocument>> what)
            implements CibCommand {}

    /** A document of the replicator was read. */
    private record ReplicaRead(Optional<StoredConfiguration> configuration) implements CibCommand {}

    /** All members were asked for the newest configuration, before this node writes it. */
    private record MembersSaid(Replicator.GetResponse<LWWRegister<ConfigurationDocument>> what) implements CibCommand {}

    /** The newest configuration of the members was read. */
    private record NewestRead(Optional<StoredConfiguration> configuration) implements CibCommand {}

    /** Says nothing: the disks of the members decide. */
    private enum Replicated implements CibCommand {
        INSTANCE
    }

    /** Subscribers may be told. */
    private enum PublishDue implements CibCommand {
        INSTANCE
    }

    /** The peers may be told how far this node is. */
    private enum DigestDue implements CibCommand {
        INSTANCE
    }

    /** A client has waited long enough. */
    private record AnswerDue(RequestId id) implements CibCommand {}

    /** The members had their time. */
    private record StoringDue(ConfigurationKey key) implements CibCommand {}

    /** The actor of a node of a real cluster: told of the membership by the node's downing provider. */
    public static Behavior<CibCommand> create(CibSettings settings) {
        return Behaviors.setup(context -> {
            SplitBrain.get(context.getSystem())
                    .subscribe(context.messageAdapter(MembershipView.class, MembershipChanged::new));
            return detached(settings);
        });
    }

    /** The same, to be told of the membership by messages. */
    static Behavior<CibCommand> detached(CibSettings settings) {
        return Behaviors.withStash(STASH_MAX, stash -> Behaviors.setup(context -> loading(settings, context, stash)));
    }

    private static Behavior<CibCommand> loading(
            CibSettings settings, ActorContext<CibCommand> context, StashBuffer<CibCommand> stash) {
        ActorRef<CibDisk.Command> disk =
                context.spawn(CibDisk.create(settings.stateDirectory()), "disk", DispatcherSelector.blocking());
        disk.tell(new CibDisk.Load(context.messageAdapter(Loaded.class, WasLoaded::new)));
        return Behaviors.receive(CibCommand.class)
                .onMessage(WasLoaded.class, message -> stash.unstashAll(running(settings, disk, message.loaded())))
                .onAnyMessage(message -> {
                    stash.stash(message);
                    return Behaviors.same();
                })
                .build();
    }

    private static Behavior<CibCommand> running(CibSettings settings, ActorRef<CibDisk.Command> disk, Loaded loaded) {
        return DistributedData.withReplicatorMessageAdapter(
                (ReplicatorMessageAdapter<CibCommand, LWWRegister<ConfigurationDocument>> replicator) ->
                        Behaviors.withTimers(timers -> Behaviors.setup(
                                context -> new CibActor(context, settings, disk, loaded, timers, replicator))));
    }

    private final CibSettings settings;
    private final EffectRunner effects;
    private final Replication replication;
    private final TimerScheduler<CibCommand> timers;
    private final Executor blocking;
    private final AtomicLong requests = new AtomicLong(System.currentTimeMillis() * 1000);
    private CibState state;

    private CibActor(
            ActorContext<CibCommand> context,
            CibSettings settings,
            ActorRef<CibDisk.Command> disk,
            Loaded loaded,
            TimerScheduler<CibCommand> timers,
            ReplicatorMessageAdapter<CibCommand, LWWRegister<ConfigurationDocument>> replicator) {
        super(context);
        context.setLoggerName(CibActor.class);
        this.settings = settings;
        this.timers = timers;
        this.blocking = context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
        this.replication = new Replication(
                replicator, DistributedData.get(context.getSystem()).selfUniqueAddress());
        ActorRef<CibDisk.Stored> stored = context.messageAdapter(CibDisk.Stored.class, WasStored::new);
        ActorRef<CibDisk.TermStored> termStored = context.messageAdapter(CibDisk.TermStored.class, TermWasStored::new);
        this.effects =
                new EffectRunner(settings, context, timers, disk, stored, termStored, replication, new Echoing());
        long incarnation =
                Cluster.get(context.getSystem()).selfMember().uniqueAddress().longUid();
        this.state =
                CibState.initial(settings.self(), incarnation, settings.nodes(), loaded.configuration(), loaded.term());
        loaded.reports().forEach(effects::reportDamage);
        replication.subscribe(ReplicatorSaid::new);
        if (loaded.configuration().key().clock() > 0) {
            replication.write(
                    Translation.document(loaded.configuration()), settings.storeWithin(), r -> Replicated.INSTANCE);
        }
        timers.startTimerWithFixedDelay(DigestDue.INSTANCE, settings.digestEvery());
    }

    @Override
    public Receive<CibCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(GetCib.class, this::onGetCib)
                .onMessage(Subscribe.class, this::onSubscribe)
                .onMessage(Unsubscribe.class, this::onUnsubscribe)
                .onMessage(ReplaceConfiguration.class, this::onReplace)
                .onMessage(DocumentRead.class, this::onDocumentRead)
                .onMessage(
                        ModifyConfiguration.class,
                        m -> request(new ConfigurationChange.Edit(m.edit()), m.author(), m.replyTo()))
                .onMessage(
                        ModifyElements.class,
                        m -> request(new ConfigurationChange.Tree(m.edit()), m.author(), m.replyTo()))
                .onMessage(RecordStatus.class, m -> apply(new CibEvent.StatusRecorded(m.changes())))
                .onMessage(ForgetHistory.class, m -> apply(new CibEvent.HistoryForgotten(m.node(), m.resource())))
                .onMessage(MembershipChanged.class, m -> apply(new CibEvent.ViewChanged(m.view())))
                .onMessage(BecomeWriter.class, this::onBecomeWriter)
                .onMessage(MembersSaid.class, this::onMembersSaid)
                .onMessage(NewestRead.class, this::onNewestRead)
                .onMessage(StopBeingWriter.class, m -> apply(new CibEvent.WriterStopped(m.term())))
                .onMessage(StatusDelta.class, this::onDelta)
                .onMessage(StatusFull.class, this::onFull)
                .onMessage(AskStatus.class, m -> apply(new CibEvent.FullAsked(new NodeName(m.from()))))
                .onMessage(Digest.class, this::onDigest)
                .onMessage(ConfigurationStored.class, this::onStoredByPeer)
                .onMessage(ForgetHistoryOf.class, this::onForgetHistoryOf)
                .onMessage(ForwardedChange.class, this::onForwarded)
                .onMessage(ForwardedAnswer.class, this::onForwardedAnswer)
                .onMessage(ReplicatorSaid.class, this::onReplicatorSaid)
                .onMessage(ReplicaRead.class, this::onReplicaRead)
                .onMessage(Replicated.class, m -> this)
                .onMessage(
                        WasStored.class,
                        m -> apply(new CibEvent.StoredHere(
                                m.stored().key(), m.stored().problem())))
                .onMessage(
                        TermWasStored.class,
                        m -> apply(new CibEvent.TermStored(m.stored().term())))
                .onMessage(PublishDue.class, m -> apply(new CibEvent.PublishDue()))
                .onMessage(DigestDue.class, m -> apply(new CibEvent.DigestDue()))
                .onMessage(AnswerDue.class, m -> apply(new CibEvent.RequestTimedOut(m.id())))
                .onMessage(StoringDue.class, m -> apply(new CibEvent.StoringTimedOut(m.key())))
                .build();
    }

    private Behavior<CibCommand> onGetCib(GetCib get) {
        get.replyTo().tell(state.cib());
        return this;
    }

    private Behavior<CibCommand> onSubscribe(Subscribe subscribe) {
        getContext().watchWith(subscribe.subscriber(), new Unsubscribe(subscribe.subscriber()));
        effects.addSubscriber(subscribe.subscriber(), state.cib(), state.sequence());
        return this;
    }

    private Behavior<CibCommand> onUnsubscribe(Unsubscribe unsubscribe) {
        getContext().unwatch(unsubscribe.subscriber());
        effects.removeSubscriber(unsubscribe.subscriber());
        return this;
    }

    private Behavior<CibCommand> onReplace(ReplaceConfiguration replace) {
        CompletableFuture<DocumentRead> read = CompletableFuture.supplyAsync(
                () -> {
                    CibReading reading = CibXml.read(replace.document());
                    return new DocumentRead(replace, reading, ConfigurationCheck.faults(reading, settings.nodes()));
                },
                blocking);
        getContext().pipeToSelf(read, (done, failure) -> failure == null ? done : failed(replace, failure));
        return this;
    }

    private static CibCommand failed(ReplaceConfiguration replace, Throwable failure) {
        throw new AssertionError("reading the document of " + replace.author(), failure);
    }

    private Behavior<CibCommand> onDocumentRead(DocumentRead read) {
        var document = read.reading().cib();
        if (document == null || !read.faults().isEmpty()) {
            effects.reportRefused(read.faults());
            read.request().replyTo().tell(new ChangeResult.Refused(read.faults()));
            return this;
        }
        var change = new ConfigurationChange.Replace(document);
        return request(change, read.request().author(), read.request().replyTo());
    }

    private Behavior<CibCommand> request(ConfigurationChange change, Author author, ActorRef<ChangeResult> replyTo) {
        var id = new RequestId(settings.self(), requests.incrementAndGet());
        effects.addClient(id.number(), replyTo);
        timers.startSingleTimer(id, new AnswerDue(id), settings.answerWithin());
        return apply(new CibEvent.ChangeRequested(new Request(id, change, author, Instant.now())));
    }

    private Behavior<CibCommand> onBecomeWriter(BecomeWriter become) {
        effects.addPolicy(become.replyTo());
        replication.read(READ_WITHIN, MembersSaid::new);
        return this;
    }

    private Behavior<CibCommand> onMembersSaid(MembersSaid said) {
        Optional<ConfigurationDocument> document = Replication.found(said.what());
        CompletableFuture<NewestRead> read =
                CompletableFuture.supplyAsync(() -> new NewestRead(document.flatMap(Translation::stored)), blocking);
        getContext().pipeToSelf(read, (done, failure) -> failure == null ? done : new NewestRead(Optional.empty()));
        return this;
    }

    private Behavior<CibCommand> onNewestRead(NewestRead newest) {
        newest.configuration().ifPresent(found -> apply(new CibEvent.ConfigurationArrived(found)));
        return apply(new CibEvent.WriterStarted());
    }

    private Behavior<CibCommand> onDelta(StatusDelta delta) {
        return apply(new CibEvent.DeltaArrived(
                new NodeName(delta.from()),
                delta.incarnation(),
                delta.sequence(),
                Translation.changes(delta.changes())));
    }

    private Behavior<CibCommand> onFull(StatusFull full) {
        return Translation.part(full.incarnation(), full.sequence(), full.xml())
                .map(part -> apply(new CibEvent.FullArrived(new NodeName(full.from()), part)))
                .orElse(this);
    }

    private Behavior<CibCommand> onDigest(Digest digest) {
        return apply(Translation.digest(digest));
    }

    private Behavior<CibCommand> onStoredByPeer(ConfigurationStored stored) {
        var key = new ConfigurationKey(stored.adminEpoch(), stored.term(), stored.epoch());
        return apply(new CibEvent.StoredByPeer(new NodeName(stored.from()), key, stored.problem()));
    }

    private Behavior<CibCommand> onForgetHistoryOf(ForgetHistoryOf forget) {
        return apply(new CibEvent.HistoryForgotten(new NodeName(forget.node()), new ResourceId(forget.resource())));
    }

    private Behavior<CibCommand> onForwarded(ForwardedChange forwarded) {
        var id = new RequestId(new NodeName(forwarded.from()), forwarded.request());
        var author = new Author(forwarded.user(), forwarded.client());
        Instant at = Instant.ofEpochMilli(forwarded.atMs());
        Optional<ConfigurationChange> change = Translation.change(forwarded.kind(), forwarded.arguments());
        if (change.isEmpty()) {
            effects.answer(id, new ChangeResult.NotDone(settings.self() + " does not know " + forwarded.kind()));
            return this;
        }
        return apply(new CibEvent.ChangeRequested(new Request(id, change.get(), author, at)));
    }

    private Behavior<CibCommand> onForwardedAnswer(ForwardedAnswer answer) {
        var id = new RequestId(settings.self(), answer.request());
        return apply(new CibEvent.ChangeDecided(id, Translation.result(answer.outcome(), answer.texts())));
    }

    private Behavior<CibCommand> onReplicatorSaid(ReplicatorSaid said) {
        if (said.what() instanceof Replicator.Changed<LWWRegister<ConfigurationDocument>> changed) {
            ConfigurationDocument document = Replication.changed(changed);
            CompletableFuture<CibCommand> read =
                    CompletableFuture.supplyAsync(() -> new ReplicaRead(Translation.stored(document)), blocking);
            getContext().pipeToSelf(read, (done, failure) -> failure == null ? done : Replicated.INSTANCE);
        }
        return this;
    }

    private Behavior<CibCommand> onReplicaRead(ReplicaRead read) {
        if (read.configuration().isEmpty()) {
            getContext().getLog().error("configuration of another node not understood");
            return this;
        }
        return apply(new CibEvent.ConfigurationArrived(read.configuration().get()));
    }

    private Behavior<CibCommand> apply(CibEvent event) {
        var step = CibCore.step(state, event);
        state = step.state();
        step.effects().forEach(effect -> effect.runOn(effects));
        return this;
    }

    /** What the effects send back. */
    private static final class Echoing implements EffectRunner.Echoes {
        @Override
        public CibCommand publishDue() {
            return PublishDue.INSTANCE;
        }

        @Override
        public CibCommand storingTimedOut(ConfigurationKey key) {
            return new StoringDue(key);
        }

        @Override
        public CibCommand replicated() {
            return Replicated.INSTANCE;
        }
    }
}
