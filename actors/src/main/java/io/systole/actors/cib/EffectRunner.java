package io.systole.actors.cib;

import io.systole.actors.cib.core.CibEffect;
import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.Part;
import io.systole.actors.cib.core.Request;
import io.systole.actors.cib.core.RequestId;
import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.actors.cib.disk.CibDisk;
import io.systole.actors.cib.wire.AskStatus;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.cib.wire.ConfigurationStored;
import io.systole.actors.cib.wire.Digest;
import io.systole.actors.cib.wire.ForgetHistoryOf;
import io.systole.actors.cib.wire.ForwardedAnswer;
import io.systole.actors.cib.wire.ForwardedChange;
import io.systole.actors.cib.wire.StatusDelta;
import io.systole.actors.cib.wire.StatusFull;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.xml.CibFault;
import io.systole.event.EventCode;
import io.systole.splitbrain.SplitBrain;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/** Runs the effects of the core, and knows who waits for an answer. Decides nothing. */
final class EffectRunner implements CibEffect.Port {
    /** The messages to the actor itself that the effects lead to. */
    interface Echoes {
        CibCommand publishDue();

        CibCommand storingTimedOut(ConfigurationKey key);

        CibCommand replicated();
    }

    private final CibSettings settings;
    private final ActorContext<CibCommand> context;
    private final TimerScheduler<CibCommand> timers;
    private final ActorRef<CibDisk.Command> disk;
    private final ActorRef<CibDisk.Stored> stored;
    private final ActorRef<CibDisk.TermStored> termStored;
    private final Replication replication;
    private final Peers peers;
    private final Echoes echoes;
    private final List<ActorRef<CibChanged>> subscribers = new ArrayList<>();
    private final SortedMap<Long, ActorRef<ChangeResult>> clients = new TreeMap<>();
    private final List<ActorRef<CibProtocol.WriterGranted>> granted = new ArrayList<>();

    EffectRunner(
            CibSettings settings,
            ActorContext<CibCommand> context,
            TimerScheduler<CibCommand> timers,
            ActorRef<CibDisk.Command> disk,
            ActorRef<CibDisk.Stored> stored,
            ActorRef<CibDisk.TermStored> termStored,
            Replication replication,
            Echoes echoes) {
        this.settings = settings;
        this.context = context;
        this.timers = timers;
        this.disk = disk;
        this.stored = stored;
        this.termStored = termStored;
        this.replication = replication;
        this.peers = new Peers(context.getSystem(), context.getSelf());
        this.echoes = echoes;
    }

    void addSubscriber(ActorRef<CibChanged> subscriber, Cib cib, long sequence) {
        if (!subscribers.contains(subscriber)) {
            subscribers.add(subscriber);
        }
        subscriber.tell(new CibChanged(cib, sequence));
    }

    void removeSubscriber(ActorRef<CibChanged> subscriber) {
        subscribers.remove(subscriber);
    }

    void addClient(long request, ActorRef<ChangeResult> client) {
        clients.put(request, client);
    }

    void addPolicy(ActorRef<CibProtocol.WriterGranted> policy) {
        granted.add(policy);
    }

    @Override
    public void schedulePublish() {
        context.getSelf().tell(echoes.publishDue());
    }

    @Override
    public void publish(Cib cib, long sequence) {
        var changed = new CibChanged(cib, sequence);
        subscribers.forEach(subscriber -> subscriber.tell(changed));
    }

    @Override
    public void store(StoredConfiguration configuration) {
        disk.tell(new CibDisk.Store(configuration, stored));
    }

    @Override
    public void storeTerm(long term) {
        disk.tell(new CibDisk.StoreTerm(term, termStored));
    }

    @Override
    public void replicate(StoredConfiguration configuration) {
        ConfigurationKey key = configuration.key();
        timers.startSingleTimer(key, echoes.storingTimedOut(key), settings.storeWithin());
        replication.write(Translation.document(configuration), settings.storeWithin(), response -> echoes.replicated());
    }

    @Override
    public void tellDelta(List<NodeName> to, CibEffect.TellDelta delta) {
        var message = new StatusDelta(
                Translation.SCHEMA,
                settings.self().value(),
                delta.incarnation(),
                delta.sequence(),
                Translation.toWire(delta.changes()));
        to.forEach(node -> peers.tell(node, message));
    }

    @Override
    public void tellFull(NodeName to, Part part) {
        String xml = Translation.status(settings.self(), part);
        peers.tell(
                to,
                new StatusFull(Translation.SCHEMA, settings.self().value(), part.incarnation(), part.sequence(), xml));
    }

    @Override
    public void askFull(NodeName to) {
        peers.tell(to, new AskStatus(Translation.SCHEMA, settings.self().value()));
    }

    @Override
    public void synchronised() {
        SplitBrain.get(context.getSystem()).synchronised();
    }

    @Override
    public void tellDigest(List<NodeName> to, CibEffect.TellDigest digest) {
        var message = new Digest(
                Translation.SCHEMA,
                settings.self().value(),
                digest.incarnation(),
                digest.sequence(),
                digest.writerTerm(),
                digest.storedTerm(),
                digest.configuration(),
                digest.holders().stream().map(NodeName::value).toList());
        to.forEach(node -> peers.tell(node, message));
    }

    @Override
    public void tellStored(List<NodeName> to, ConfigurationKey key, @Nullable String problem) {
        var message = new ConfigurationStored(
                Translation.SCHEMA, settings.self().value(), key.adminEpoch(), key.term(), key.epoch(), problem);
        to.forEach(node -> peers.tell(node, message));
    }

    @Override
    public void tellForget(List<NodeName> to, NodeName node, ResourceId resource) {
        var message = new ForgetHistoryOf(Translation.SCHEMA, node.value(), resource.value());
        to.forEach(peer -> peers.tell(peer, message));
    }

    @Override
    public void forward(NodeName to, Request request) {
        peers.tell(
                to,
                new ForwardedChange(
                        Translation.SCHEMA,
                        settings.self().value(),
                        request.id().number(),
                        Translation.kind(request.change()),
                        Translation.arguments(request.change()),
                        request.author().user(),
                        request.author().client(),
                        request.at().toEpochMilli()));
    }

    @Override
    public void answer(RequestId id, ChangeResult result) {
        if (!id.node().equals(settings.self())) {
            var answer = new ForwardedAnswer(
                    Translation.SCHEMA, id.number(), Translation.outcome(result), Translation.texts(result));
            peers.tell(id.node(), answer);
            return;
        }
        timers.cancel(id);
        @Nullable ActorRef<ChangeResult> client = clients.remove(id.number());
        if (client != null) {
            client.tell(result);
        }
    }

    @Override
    public void grantWriter(long term) {
        granted.forEach(policy -> policy.tell(new CibProtocol.WriterGranted(term)));
        granted.clear();
    }

    void reportDamage(String report) {
        context.getLog()
                .atError()
                .addKeyValue("code", EventCode.STORE_DAMAGED)
                .addKeyValue("problem", report)
                .log("state directory damaged");
    }

    void reportRefused(List<CibFault> faults) {
        context.getLog()
                .atWarn()
                .addKeyValue("code", EventCode.CIB_REFUSED)
                .addKeyValue("faults", faults.size())
                .addKeyValue(
                        "first",
                        faults.stream().findFirst().map(CibFault::toString).orElse("unreadable"))
                .log("change of the configuration refused");
    }

    @Override
    public void report(CibEffect.Subject subject, String text) {
        var log = context.getLog();
        switch (subject) {
            case CONFIGURATION_CHANGED ->
                log.atInfo()
                        .addKeyValue("code", EventCode.CIB_CHANGED)
                        .addKeyValue("change", text)
                        .log("configuration changed");
            case NOT_STORED ->
                log.atError()
                        .addKeyValue("code", EventCode.CIB_NOT_STORED)
                        .addKeyValue("problem", text)
                        .log("configuration not stored");
            case WRITER_CHANGED ->
                log.atInfo()
                        .addKeyValue("code", EventCode.DC_CHANGED)
                        .addKeyValue("writer", text)
                        .log("writer of the configuration changed");
        }
    }
}
