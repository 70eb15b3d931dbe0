package io.systole.actors.cib;

import io.systole.actors.cib.CibProtocol.BecomeWriter;
import io.systole.actors.cib.CibProtocol.Changing;
import io.systole.actors.cib.CibProtocol.ForgetHistory;
import io.systole.actors.cib.CibProtocol.GetChanges;
import io.systole.actors.cib.CibProtocol.GetCib;
import io.systole.actors.cib.CibProtocol.GetHistory;
import io.systole.actors.cib.CibProtocol.GetStoreReports;
import io.systole.actors.cib.CibProtocol.MembershipChanged;
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
import io.systole.actors.cib.core.JournalEntry;
import io.systole.actors.cib.core.Request;
import io.systole.actors.cib.core.RequestId;
import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.actors.cib.disk.CibDisk;
import io.systole.actors.cib.disk.Loaded;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.cib.wire.ForwardedChange;
import io.systole.actors.cib.wire.PeerWord;
import io.systole.actors.cib.wire.StatusFull;
import io.systole.actors.cib.wire.WardCommand;
import io.systole.actors.cib.wire.WholePart;
import io.systole.cib.NodeName;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.MembershipView;
import java.time.Instant;
import java.util.ArrayList;
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
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Holds the CIB on a node: stores and spreads the configuration, shares the node's own status, and tells subscribers the
 * whole. It has the same path on every node. What to do about each event is decided by {@link CibCore}.
 */
public final class CibActor extends AbstractBehavior<CibCommand> {
    private static final int STASH_MAX = 100_000;

    /** The state directory was read. */
    private record WasLoaded(Loaded loaded) implements CibCommand {}

    /** A configuration is on the disk, or not. */
    private record WasStored(CibDisk.Stored stored) implements CibCommand {}

    /** A term is on the disk. */
    private record TermWasStored(CibDisk.TermStored stored) implements CibCommand {}

    /** A document for a client was read. */
    private record DocumentRead(ReplaceConfiguration request, CibReading reading, List<CibFault> faults)
            implements CibCommand {}

    /** The changes that a peer asked for were read. */
    private record WasRead(CibDisk.Changes changes) implements CibCommand {}

    /** The configuration of a peer was read. */
    private record WholeRead(
            Transfers.Complete whole, Optional<StoredConfiguration> configuration, List<JournalEntry> entries)
            implements CibCommand {}

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

    /** The others had their time to be heard. */
    private record OthersDue(long term) implements CibCommand {}

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
        return Behaviors.withTimers(
                timers -> Behaviors.setup(context -> new CibActor(context, settings, disk, loaded, timers)));
    }

    private final CibSettings settings;
    private final EffectRunner effects;
    private final ActorRef<CibDisk.Command> disk;
    private final Transfers transfers = new Transfers();
    private final CibProtocol.StoreReports reports;
    private final String requestPrefix;
    private final TimerScheduler<CibCommand> timers;
    private final Executor blocking;
    private final AtomicLong requests = new AtomicLong(System.currentTimeMillis() * 1000);
    private CibState state;

    private CibActor(
            ActorContext<CibCommand> context,
            CibSettings settings,
            ActorRef<CibDisk.Command> disk,
            Loaded loaded,
            TimerScheduler<CibCommand> timers) {
        super(context);
        context.setLoggerName(CibActor.class);
        this.settings = settings;
        this.timers = timers;
        this.blocking = context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
        this.disk = disk;
        this.effects = new EffectRunner(settings, context, timers, disk, new Echoing());
        long incarnation =
                Cluster.get(context.getSystem()).selfMember().uniqueAddress().longUid();
        this.requestPrefix = settings.self() + "-" + Long.toHexString(incarnation) + "-";
        this.state = CibState.initial(
                settings.self(),
                incarnation,
                settings.nodes(),
                loaded.configuration(),
                loaded.history(),
                loaded.term());
        this.reports = new CibProtocol.StoreReports(loaded.reports(), loaded.damaged());
        loaded.reports().forEach(effects::reportDamage);
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
                .onMessage(Changing.class, m -> request(m.change(), m.asker(), m.replyTo()))
                .onMessage(GetHistory.class, this::onGetHistory)
                .onMessage(GetChanges.class, this::onGetChanges)
                .onMessage(GetStoreReports.class, this::onGetStoreReports)
                .onMessage(RecordStatus.class, m -> apply(new CibEvent.StatusRecorded(m.changes())))
                .onMessage(ForgetHistory.class, m -> apply(new CibEvent.HistoryForgotten(m.node(), m.resource())))
                .onMessage(
                        WardCommand.class,
                        m -> effects.wards().event(m).map(this::apply).orElse(this))
                .onMessage(MembershipChanged.class, m -> apply(new CibEvent.ViewChanged(m.view())))
                .onMessage(BecomeWriter.class, this::onBecomeWriter)
                .onMessage(StopBeingWriter.class, m -> apply(new CibEvent.WriterStopped(m.term())))
                .onMessage(StatusFull.class, this::onFull)
                .onMessage(PeerWord.class, this::onPeerWord)
                .onMessage(ForwardedChange.class, this::onForwarded)
                .onMessage(WasRead.class, this::onWasRead)
                .onMessage(WholePart.class, this::onWholePart)
                .onMessage(WholeRead.class, this::onWholeRead)
                .onMessage(
                        WasStored.class,
                        m -> apply(new CibEvent.StoredHere(
                                m.stored().key(),
                                m.stored().problem(),
                                m.stored().undone())))
                .onMessage(
                        TermWasStored.class,
                        m -> apply(new CibEvent.TermStored(m.stored().term())))
                .onMessage(PublishDue.class, m -> apply(new CibEvent.PublishDue()))
                .onMessage(DigestDue.class, m -> apply(new CibEvent.DigestDue()))
                .onMessage(AnswerDue.class, m -> apply(new CibEvent.RequestTimedOut(m.id())))
                .onMessage(OthersDue.class, m -> apply(new CibEvent.OthersTimedOut(m.term())))
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
        throw new AssertionError("reading the document of " + replace.asker().author(), failure);
    }

    private Behavior<CibCommand> onDocumentRead(DocumentRead read) {
        var document = read.reading().cib();
        if (document == null || !read.faults().isEmpty()) {
            effects.reportRefused(read.faults());
            read.request().replyTo().tell(new ChangeResult.Refused(read.faults()));
            return this;
        }
        var change = new ConfigurationChange.Replace(document);
        return request(change, read.request().asker(), read.request().replyTo());
    }

    private Behavior<CibCommand> request(ConfigurationChange change, Asker asker, ActorRef<ChangeResult> replyTo) {
        var id = new RequestId(settings.self(), requests.incrementAndGet());
        String name = asker.request() == null ? requestPrefix + id.number() : asker.request();
        effects.addClient(id.number(), replyTo);
        timers.startSingleTimer(id, new AnswerDue(id), settings.answerWithin());
        return apply(new CibEvent.ChangeRequested(
                new Request(id, name, change, asker.author(), asker.reason(), Instant.now())));
    }

    private Behavior<CibCommand> onGetHistory(GetHistory get) {
        get.replyTo().tell(state.held().history().list());
        return this;
    }

    private Behavior<CibCommand> onGetChanges(GetChanges get) {
        disk.tell(new CibDisk.ReadAfter(get.after(), state.configuration(), get.replyTo()));
        return this;
    }

    private Behavior<CibCommand> onGetStoreReports(GetStoreReports get) {
        List<String> all = new ArrayList<>(reports.texts());
        all.addAll(effects.setAside());
        get.replyTo().tell(new CibProtocol.StoreReports(all, reports.damaged()));
        return this;
    }

    private Behavior<CibCommand> onBecomeWriter(BecomeWriter become) {
        effects.addPolicy(become.replyTo());
        return apply(new CibEvent.WriterStarted());
    }

    private Behavior<CibCommand> onPeerWord(PeerWord word) {
        return apply(PeerWords.event(settings.self(), word));
    }

    private Behavior<CibCommand> onFull(StatusFull full) {
        return Translation.part(full.incarnation(), full.sequence(), full.xml())
                .map(part -> apply(new CibEvent.FullArrived(new NodeName(full.from()), part)))
                .orElse(this);
    }

    private Behavior<CibCommand> onForwarded(ForwardedChange forwarded) {
        Optional<Request> request = Translation.request(forwarded);
        if (request.isEmpty()) {
            effects.answer(
                    Translation.id(forwarded),
                    new ChangeResult.NotDone(settings.self() + " does not know " + forwarded.kind()));
            return this;
        }
        return apply(new CibEvent.ChangeRequested(request.get()));
    }

    private Behavior<CibCommand> onWasRead(WasRead read) {
        effects.sendWhole(read.changes().wanted(), read.changes().entries());
        return this;
    }

    private Behavior<CibCommand> onWholePart(WholePart part) {
        transfers.take(part).ifPresent(complete -> {
            CompletableFuture<WholeRead> read = CompletableFuture.supplyAsync(
                    () -> new WholeRead(complete, complete.configuration(), complete.entries()), blocking);
            getContext()
                    .pipeToSelf(
                            read,
                            (done, failure) ->
                                    failure == null ? done : new WholeRead(complete, Optional.empty(), List.of()));
        });
        return this;
    }

    private Behavior<CibCommand> onWholeRead(WholeRead read) {
        if (read.configuration().isEmpty()) {
            getContext()
                    .getLog()
                    .atError()
                    .addKeyValue("from", read.whole().from())
                    .log("configuration not understood");
            return this;
        }
        return apply(new CibEvent.WholeArrived(
                new NodeName(read.whole().from()),
                read.whole().have().key(),
                read.configuration().get(),
                read.entries(),
                read.whole().ticketsLive()));
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
        public CibCommand othersTimedOut(long term) {
            return new OthersDue(term);
        }

        @Override
        public CibCommand wasStored(CibDisk.Stored stored) {
            return new WasStored(stored);
        }

        @Override
        public CibCommand termWasStored(CibDisk.TermStored stored) {
            return new TermWasStored(stored);
        }

        @Override
        public CibCommand wasRead(CibDisk.Changes changes) {
            return new WasRead(changes);
        }
    }
}
