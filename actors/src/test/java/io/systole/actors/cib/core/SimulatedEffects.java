package io.systole.actors.cib.core;

import io.systole.actors.cib.ChangeResult;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The effects of one node's core, on the simulated disk, network and replicator. */
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
    public void store(StoredConfiguration configuration) {
        cluster.later(node, () -> {
            if (!node.diskBroken) {
                node.disk = configuration;
            }
            node.happens(new CibEvent.StoredHere(configuration.key(), node.diskBroken ? "full" : null));
        });
    }

    @Override
    public void storeTerm(long term) {
        cluster.later(node, () -> {
            if (!node.diskBroken) {
                node.diskTerm = Math.max(term, node.diskTerm);
                node.happens(new CibEvent.TermStored(term));
            }
        });
    }

    @Override
    public void replicate(StoredConfiguration configuration) {
        node.take(configuration);
        cluster.nodes.stream()
                .filter(other -> other != node)
                .forEach(other -> cluster.arrive(node, other, () -> other.take(configuration)));
        cluster.later(node, () -> node.happens(new CibEvent.StoringTimedOut(configuration.key())));
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
                        node.name,
                        digest.incarnation(),
                        digest.sequence(),
                        digest.writerTerm(),
                        digest.storedTerm(),
                        digest.configuration(),
                        digest.holders())));
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
    public void answer(RequestId id, ChangeResult result) {
        if (id.node().equals(node.name)) {
            cluster.results.put("option-" + id.number(), result);
        } else {
            cluster.send(node, id.node(), new CibEvent.ChangeDecided(id, result));
        }
    }

    @Override
    public void grantWriter(long term) {}

    @Override
    public void report(CibEffect.Subject subject, String text) {}
}
