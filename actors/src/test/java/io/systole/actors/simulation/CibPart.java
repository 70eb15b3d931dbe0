package io.systole.actors.simulation;

import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.StatusChange;
import io.systole.actors.cib.core.CibCore;
import io.systole.actors.cib.core.CibEffect;
import io.systole.actors.cib.core.CibEvent;
import io.systole.actors.cib.core.CibState;
import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.JournalEntry;
import io.systole.actors.cib.core.Part;
import io.systole.actors.cib.core.Request;
import io.systole.actors.cib.core.RequestId;
import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.actors.cib.core.WardEffect;
import io.systole.actors.node.core.MembershipOptions;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.SurvivorEvent;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The CIB of one node: the real core on a disk that works. */
final class CibPart implements CibEffect.Port {
    private static final int DIGEST_EVERY = 1000;
    private static final int PUBLISH_AFTER = 5;
    private static final int STORING_MAX = 5000;
    private static final int OTHERS_MAX = 1000;

    private final NodeRun run;
    private CibState state;
    private Cib published;
    private @Nullable LongConsumer policy;

    CibPart(NodeRun run) {
        this.run = run;
        state = run.host.disk.read(run.name, run.id, run.world.drawn.names());
        published = state.cib();
    }

    void start() {
        run.later(NodeRun.Part.CIB, run.time().draw(DIGEST_EVERY), this::digest);
    }

    /** What subscribers were told last. */
    Cib published() {
        return published;
    }

    Cib cib() {
        return state.cib();
    }

    private void digest() {
        happens(new CibEvent.DigestDue());
        run.later(NodeRun.Part.CIB, DIGEST_EVERY, this::digest);
    }

    void onView(MembershipView view) {
        happens(new CibEvent.ViewChanged(view));
    }

    void record(List<StatusChange> changes) {
        run.tell(NodeRun.Part.CIB, () -> happens(new CibEvent.StatusRecorded(changes)));
    }

    void forget(NodeName node, ResourceId resource) {
        run.tell(NodeRun.Part.CIB, () -> happens(new CibEvent.HistoryForgotten(node, resource)));
    }

    void becomeWriter(LongConsumer granted) {
        run.tell(NodeRun.Part.CIB, () -> {
            policy = granted;
            happens(new CibEvent.WriterStarted());
        });
    }

    private void happens(CibEvent event) {
        var step = CibCore.step(state, event);
        state = step.state();
        step.effects().forEach(effect -> effect.runOn(this));
    }

    private void tell(List<NodeName> to, CibEvent event) {
        run.send(to, NodeRun.Part.CIB, there -> there.cib.happens(event));
    }

    private void tell(NodeName to, CibEvent event) {
        tell(List.of(to), event);
    }

    private void later(int millis, CibEvent event) {
        run.later(NodeRun.Part.CIB, millis, () -> happens(event));
    }

    @Override
    public void schedulePublish() {
        later(PUBLISH_AFTER, new CibEvent.PublishDue());
    }

    @Override
    public void publish(Cib cib, long sequence) {
        published = cib;
        run.tell(NodeRun.Part.POLICY, () -> run.policies.onCib(cib));
        run.tell(NodeRun.Part.GUARD, () -> run.policies.onCibOfGuard(cib));
        run.tell(NodeRun.Part.NODE, () -> {
            run.membership.options(MembershipOptions.of(cib));
            run.tell(NodeRun.Part.FENCER, () -> run.fencer.onCib(cib));
            run.node.onCib(cib);
        });
    }

    @Override
    public void store(JournalEntry entry, StoredConfiguration configuration) {
        run.later(NodeRun.Part.CIB, 1 + run.time().draw(10), () -> {
            run.host.disk.write(entry, configuration);
            happens(new CibEvent.StoredHere(configuration.key(), null, false));
        });
    }

    @Override
    public void storeWhole(CibEffect.StoreWhole whole) {
        run.later(NodeRun.Part.CIB, 1 + run.time().draw(10), () -> {
            run.host.disk.write(whole);
            happens(new CibEvent.StoredHere(whole.configuration().key(), null, false));
        });
    }

    @Override
    public void setAside(CibEffect.SetAside aside) {
        run.say("sets a change aside that nobody accepted");
    }

    @Override
    public void storeTerm(long term) {
        run.later(NodeRun.Part.CIB, 1 + run.time().draw(10), () -> {
            run.host.disk.term(term);
            happens(new CibEvent.TermStored(term));
        });
    }

    @Override
    public void tellChange(List<NodeName> to, JournalEntry entry) {
        tell(to, new CibEvent.ChangeArrived(run.name, entry));
    }

    @Override
    public void askStored(List<NodeName> to, long term, ConfigurationKey key) {
        tell(to, new CibEvent.StoredAsked(run.name, term, key));
    }

    @Override
    public void awaitStoring(ConfigurationKey key) {
        later(STORING_MAX, new CibEvent.StoringTimedOut(key));
    }

    @Override
    public void awaitOthers(long term) {
        later(OTHERS_MAX, new CibEvent.OthersTimedOut(term));
    }

    @Override
    public void askWhole(NodeName to, ConfigurationKey have) {
        tell(to, new CibEvent.WholeAsked(run.name, have));
    }

    @Override
    public void tellWhole(CibEffect.TellWhole whole) {
        List<JournalEntry> entries = run.host.disk.after(whole);
        tell(
                whole.to(),
                new CibEvent.WholeArrived(run.name, whole.have(), whole.configuration(), entries, whole.ticketsLive()));
    }

    @Override
    public void tellDelta(List<NodeName> to, CibEffect.TellDelta delta) {
        tell(to, new CibEvent.DeltaArrived(run.name, delta.incarnation(), delta.sequence(), delta.changes()));
    }

    @Override
    public void tellFull(NodeName to, Part part) {
        tell(to, new CibEvent.FullArrived(run.name, part));
    }

    @Override
    public void askFull(NodeName to) {
        tell(to, new CibEvent.FullAsked(run.name));
    }

    @Override
    public void synchronised() {
        run.membership.told(new SurvivorEvent.Synchronised(run.time().instant()));
    }

    @Override
    public void tellDigest(List<NodeName> to, CibEffect.TellDigest digest) {
        tell(
                to,
                new CibEvent.DigestArrived(
                        run.name, digest.incarnation(), digest.sequence(), digest.position(), digest.holders()));
    }

    @Override
    public void tellStored(List<NodeName> to, ConfigurationKey key, @Nullable String problem) {
        tell(to, new CibEvent.StoredByPeer(run.name, key, problem));
    }

    @Override
    public void tellForget(List<NodeName> to, NodeName node, ResourceId resource) {
        tell(to, new CibEvent.HistoryForgotten(node, resource));
    }

    @Override
    public void forward(NodeName to, Request request) {
        tell(to, new CibEvent.ChangeRequested(request));
    }

    @Override
    public void giveBack(RequestId id) {
        tell(id.node(), new CibEvent.RequestReturned(run.name, id));
    }

    @Override
    public void answer(RequestId id, ChangeResult result) {
        if (!id.node().equals(run.name)) {
            tell(id.node(), new CibEvent.ChangeDecided(id, result));
        }
    }

    @Override
    public void grantWriter(long term) {
        run.say("writes the configuration, term " + term);
        LongConsumer granted = policy;
        if (granted != null) {
            run.tell(NodeRun.Part.POLICY, () -> granted.accept(term));
        }
    }

    @Override
    public void report(CibEffect.Subject subject, String text) {
        // the writer's changes are told of elsewhere
    }

    @Override
    public void forWard(WardEffect effect) {
        // there are no remote nodes here
    }
}
