package io.systole.actors.cib.core;

import io.systole.actors.cib.ChangeResult;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The effects of one node's core, on the simulated disk and network. */
final class SimulatedEffects implements CibEffect.Port {
    private final SimulatedCib cluster;
    private final SimulatedCib.Node node;

    SimulatedEffects(SimulatedCib cluster, SimulatedCib.Node node) {
        this.cluster = cluster;
        this.node = node;
    }

    @Override
    public void schedulePublish() {
        cluster.later(node, () -> node.happens(new CibEvent.PublishDue()));
    }

    @Override
    public void publish(Cib cib, long sequence) {}

    @Override
    public void store(JournalEntry entry, StoredConfiguration configuration) {
        cluster.later(node, () -> node.write(entry, configuration));
    }

    @Override
    public void storeWhole(CibEffect.StoreWhole whole) {
        cluster.later(node, () -> node.write(whole));
    }

    @Override
    public void setAside(CibEffect.SetAside aside) {
        node.disk.setAside++;
    }

    @Override
    public void storeTerm(long term) {
        cluster.later(node, () -> {
            if (!node.disk.broken) {
                node.disk.term = Math.max(term, node.disk.term);
                node.happens(new CibEvent.TermStored(term));
            }
        });
    }

    @Override
    public void tellChange(List<NodeName> to, JournalEntry entry) {
        to.forEach(peer -> cluster.send(node, peer, new CibEvent.ChangeArrived(node.name, entry)));
    }

    @Override
    public void askStored(List<NodeName> to, long term, ConfigurationKey key) {
        to.forEach(peer -> cluster.send(node, peer, new CibEvent.StoredAsked(node.name, term, key)));
    }

    @Override
    public void awaitStoring(ConfigurationKey key) {
        cluster.timer(node, () -> node.happens(new CibEvent.StoringTimedOut(key)));
    }

    @Override
    public void awaitOthers(long term) {
        cluster.timer(node, () -> node.happens(new CibEvent.OthersTimedOut(term)));
    }

    @Override
    public void askWhole(NodeName to, ConfigurationKey have) {
        cluster.send(node, to, new CibEvent.WholeAsked(node.name, have));
    }

    @Override
    public void tellWhole(CibEffect.TellWhole whole) {
        cluster.later(node, () -> {
            ConfigurationKey key = whole.configuration().key();
            List<JournalEntry> entries = node.disk.entriesAfter(whole.have()).stream()
                    .filter(entry -> entry.change().key().compareTo(key) <= 0)
                    .toList();
            cluster.send(
                    node,
                    whole.to(),
                    new CibEvent.WholeArrived(
                            node.name, whole.have(), whole.configuration(), entries, whole.ticketsLive()));
        });
    }

    @Override
    public void tellDelta(List<NodeName> to, CibEffect.TellDelta delta) {
        to.forEach(peer -> cluster.send(
                node,
                peer,
                new CibEvent.DeltaArrived(node.name, delta.incarnation(), delta.sequence(), delta.changes())));
    }

    @Override
    public void tellFull(NodeName to, Part part) {
        cluster.send(node, to, new CibEvent.FullArrived(node.name, part));
    }

    @Override
    public void askFull(NodeName to) {
        cluster.send(node, to, new CibEvent.FullAsked(node.name));
    }

    @Override
    public void tellDigest(List<NodeName> to, CibEffect.TellDigest digest) {
        to.forEach(peer -> cluster.send(
                node,
                peer,
                new CibEvent.DigestArrived(
                        node.name, digest.incarnation(), digest.sequence(), digest.position(), digest.holders())));
    }

    @Override
    public void synchronised() {}

    @Override
    public void tellStored(List<NodeName> to, ConfigurationKey key, @Nullable String problem) {
        to.forEach(peer -> cluster.send(node, peer, new CibEvent.StoredByPeer(node.name, key, problem)));
    }

    @Override
    public void tellForget(List<NodeName> to, NodeName of, ResourceId resource) {
        to.forEach(peer -> cluster.send(node, peer, new CibEvent.HistoryForgotten(of, resource)));
    }

    @Override
    public void forward(NodeName to, Request request) {
        cluster.send(node, to, new CibEvent.ChangeRequested(request));
    }

    @Override
    public void giveBack(RequestId id) {
        cluster.send(node, id.node(), new CibEvent.RequestReturned(node.name, id));
    }

    @Override
    public void answer(RequestId id, ChangeResult result) {
        if (!id.node().equals(node.name)) {
            cluster.send(node, id.node(), new CibEvent.ChangeDecided(id, result));
        } else if (id.number() > 0) {
            cluster.clients.answered(id, result);
        }
    }

    @Override
    public void grantWriter(long term) {}

    @Override
    public void forWard(WardEffect effect) {
        effect.runOn(new Wards());
    }

    @Override
    public void report(CibEffect.Subject subject, String text) {}

    /** What the nodes say to each other of nodes that do not speak for themselves. */
    private final class Wards implements WardEffect.Port {
        private void send(List<NodeName> to, WardEvent event) {
            to.forEach(peer -> cluster.send(node, peer, new CibEvent.OfWard(event)));
        }

        @Override
        public void ask(WardEffect.Ask effect) {
            send(effect.to(), new WardEvent.Asked(node.name, effect.node(), effect.claim()));
        }

        @Override
        public void tell(WardEffect.Tell effect) {
            Ward ward = effect.ward();
            var told = new Ward(
                    ward.epoch(), ward.sequence(), ward.owner(), false, ward.fields(), ward.attributes(), ward.lrm());
            send(effect.to(), new WardEvent.Told(node.name, effect.node(), told));
        }

        @Override
        public void tellDelta(WardEffect.TellDelta effect) {
            send(
                    effect.to(),
                    new WardEvent.DeltaTold(
                            node.name, effect.node(), effect.epoch(), effect.sequence(), effect.changes()));
        }

        @Override
        public void tellNumbers(WardEffect.TellNumbers effect) {
            send(effect.to(), new WardEvent.NumbersTold(node.name, effect.known()));
        }

        @Override
        public void grant(WardEffect.Grant effect) {
            node.wards.add(effect.node());
        }

        @Override
        public void lose(WardEffect.Lose effect) {
            node.wards.remove(effect.node());
        }
    }
}
