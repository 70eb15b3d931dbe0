package io.systole.actors.cib;

import io.systole.actors.cib.core.CibEffect;
import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.JournalEntry;
import io.systole.actors.cib.core.Part;
import io.systole.actors.cib.core.Request;
import io.systole.actors.cib.core.RequestId;
import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.actors.cib.core.WardEffect;
import io.systole.actors.cib.disk.CibDisk;
import io.systole.actors.cib.wire.AskStatus;
import io.systole.actors.cib.wire.AskStored;
import io.systole.actors.cib.wire.AskWhole;
import io.systole.actors.cib.wire.ChangeWritten;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.cib.wire.ConfigurationStored;
import io.systole.actors.cib.wire.ForgetHistoryOf;
import io.systole.actors.cib.wire.ForwardedAnswer;
import io.systole.actors.cib.wire.GivenBack;
import io.systole.actors.cib.wire.StatusDelta;
import io.systole.actors.cib.wire.StatusFull;
import io.systole.actors.cib.wire.WireChange;
import io.systole.actors.cib.wire.WireKey;
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

        CibCommand othersTimedOut(long term);

        CibCommand wasStored(CibDisk.Stored stored);

        CibCommand termWasStored(CibDisk.TermStored stored);

        CibCommand wasRead(CibDisk.Changes changes);
    }

    private final CibSettings settings;
    private final ActorContext<CibCommand> context;
    private final TimerScheduler<CibCommand> timers;
    private final ActorRef<CibDisk.Command> disk;
    private final ActorRef<CibDisk.Stored> stored;
    private final ActorRef<CibDisk.TermStored> termStored;
    private final ActorRef<CibDisk.Changes> changes;
    private final Peers peers;
    private final Echoes echoes;
    private final WardRunner wards;
    private final List<ActorRef<CibChanged>> subscribers = new ArrayList<>();
    private final SortedMap<Long, ActorRef<ChangeResult>> clients = new TreeMap<>();
    private final List<ActorRef<CibProtocol.WriterGranted>> granted = new ArrayList<>();
    private final List<String> setAside = new ArrayList<>();

    EffectRunner(
            CibSettings settings,
            ActorContext<CibCommand> context,
            TimerScheduler<CibCommand> timers,
            ActorRef<CibDisk.Command> disk,
            Echoes echoes) {
        this.settings = settings;
        this.context = context;
        this.timers = timers;
        this.disk = disk;
        this.stored = context.messageAdapter(CibDisk.Stored.class, echoes::wasStored);
        this.termStored = context.messageAdapter(CibDisk.TermStored.class, echoes::termWasStored);
        this.changes = context.messageAdapter(CibDisk.Changes.class, echoes::wasRead);
        this.peers = new Peers(context.getSystem(), context.getSelf());
        this.echoes = echoes;
        this.wards = new WardRunner(settings.self(), peers);
    }

    /** What was set aside since the start, in words. */
    List<String> setAside() {
        return List.copyOf(setAside);
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
    public void store(JournalEntry entry, StoredConfiguration configuration) {
        disk.tell(new CibDisk.Store(entry, configuration, stored));
    }

    @Override
    public void storeWhole(CibEffect.StoreWhole whole) {
        disk.tell(new CibDisk.StoreWhole(whole, stored));
    }

    @Override
    public void setAside(CibEffect.SetAside aside) {
        disk.tell(new CibDisk.SetAside(aside.configuration(), aside.changes()));
    }

    @Override
    public void storeTerm(long term) {
        disk.tell(new CibDisk.StoreTerm(term, termStored));
    }

    @Override
    public void tellChange(List<NodeName> to, JournalEntry entry) {
        tell(to, new ChangeWritten(Translation.SCHEMA, settings.self().value(), WireChange.of(entry)));
    }

    @Override
    public void askStored(List<NodeName> to, long term, ConfigurationKey key) {
        tell(to, new AskStored(Translation.SCHEMA, settings.self().value(), term, WireKey.of(key)));
    }

    @Override
    public void awaitStoring(ConfigurationKey key) {
        // one change is on its way at a time, so the timer of the one before is of no more use
        timers.startSingleTimer("storing", echoes.storingTimedOut(key), settings.storeWithin());
    }

    @Override
    public void awaitOthers(long term) {
        timers.startSingleTimer("others", echoes.othersTimedOut(term), settings.hearWithin());
    }

    @Override
    public void askWhole(NodeName to, ConfigurationKey have) {
        tell(List.of(to), new AskWhole(Translation.SCHEMA, settings.self().value(), WireKey.of(have)));
    }

    /** The changes come from the disk first. */
    @Override
    public void tellWhole(CibEffect.TellWhole whole) {
        disk.tell(new CibDisk.Read(whole, changes));
    }

    void sendWhole(CibEffect.TellWhole whole, List<JournalEntry> entries) {
        Transfers.parts(settings.self().value(), System.nanoTime(), whole, entries)
                .forEach(part -> peers.tell(whole.to(), part));
    }

    private void tell(List<NodeName> to, CibCommand message) {
        to.forEach(node -> peers.tell(node, message));
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
        tell(to, Translation.digest(settings.self(), digest));
    }

    @Override
    public void tellStored(List<NodeName> to, ConfigurationKey key, @Nullable String problem) {
        tell(to, new ConfigurationStored(Translation.SCHEMA, settings.self().value(), WireKey.of(key), problem));
    }

    @Override
    public void tellForget(List<NodeName> to, NodeName node, ResourceId resource) {
        var message = new ForgetHistoryOf(Translation.SCHEMA, node.value(), resource.value());
        to.forEach(peer -> peers.tell(peer, message));
    }

    @Override
    public void forward(NodeName to, Request request) {
        peers.tell(to, Translation.forwarded(settings.self(), request));
    }

    @Override
    public void giveBack(RequestId id) {
        peers.tell(id.node(), new GivenBack(Translation.SCHEMA, settings.self().value(), id.number()));
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

    @Override
    public void forWard(WardEffect effect) {
        effect.runOn(wards);
    }

    WardRunner wards() {
        return wards;
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
            case SET_ASIDE -> {
                setAside.add("a configuration of this node was set aside: " + text);
                log.atWarn()
                        .addKeyValue("code", EventCode.CIB_SET_ASIDE)
                        .addKeyValue("configuration", text)
                        .log("configuration set aside");
            }
            case WRITER_CHANGED ->
                log.atInfo()
                        .addKeyValue("code", EventCode.DC_CHANGED)
                        .addKeyValue("writer", text)
                        .log("writer of the configuration changed");
            case TICKETS_WAIT ->
                log.atWarn()
                        .addKeyValue("code", EventCode.TICKETS_WAIT)
                        .addKeyValue("tickets", text)
                        .log("tickets are put on standby, since all nodes were down");
        }
    }
}
