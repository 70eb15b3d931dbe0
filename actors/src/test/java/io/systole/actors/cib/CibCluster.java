package io.systole.actors.cib;

import com.typesafe.config.ConfigFactory;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** CIB actors of several nodes, each in its own actor system of one real cluster, told of the membership by the test. */
final class CibCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<NodeName> names;
    private final SortedMap<NodeName, ActorTestKit> kits = new TreeMap<>();
    private final SortedMap<NodeName, ActorRef<CibCommand>> actors = new TreeMap<>();
    private final SortedMap<NodeName, Standing> standings = new TreeMap<>();
    private final SortedMap<NodeName, Long> incarnations = new TreeMap<>();

    /** Forms the cluster; the state directory of each node lies under the given one. */
    CibCluster(Path directory, String... nodes) {
        names = List.of(nodes).stream().map(NodeName::new).toList();
        for (NodeName name : names) {
            start(name, directory.resolve(name.value()));
        }
        tellViews();
    }

    void start(NodeName name, Path stateDirectory) {
        var config = ConfigFactory.parseString("""
                pekko.actor.provider = cluster
                pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
                pekko.remote.artery.transport = tcp
                pekko.cluster.roles = ["node-%s"]
                pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
                pekko.cluster.gossip-interval = 100 ms
                pekko.cluster.leader-actions-interval = 100 ms
                pekko.cluster.periodic-tasks-initial-delay = 100 ms
                pekko.coordinated-shutdown.exit-jvm = off
                pekko.loglevel = WARNING
                """.formatted(name));
        ActorTestKit kit = ActorTestKit.create(
                "systole", config.withFallback(ConfigFactory.load()).resolve());
        Cluster cluster = Cluster.get(kit.system());
        Cluster first = kits.isEmpty() ? cluster : Cluster.get(kit(names.get(0)).system());
        cluster.manager().tell(Join.create(first.selfMember().address()));
        kits.put(name, kit);
        awaitMembers(kits.size());
        standings.put(name, Standing.ONLINE);
        incarnations.put(name, cluster.selfMember().uniqueAddress().longUid());
        var settings = new CibSettings(
                name,
                names,
                stateDirectory,
                Duration.ofSeconds(8),
                Duration.ofSeconds(4),
                Duration.ofSeconds(1),
                Duration.ofMillis(200));
        actors.put(name, kit.spawn(CibActor.detached(settings), "cib"));
    }

    private void awaitMembers(int count) {
        TestProbe<String> clock = kit(names.get(0)).createTestProbe();
        clock.awaitAssert(PATIENCE, () -> {
            for (ActorTestKit kit : kits.values()) {
                long up = 0;
                for (var member : Cluster.get(kit.system()).state().getMembers()) {
                    up += member.status().equals(MemberStatus.up()) ? 1 : 0;
                }
                if (up != count) {
                    throw new AssertionError(up + " members of " + count);
                }
            }
            return "formed";
        });
    }

    private ActorTestKit kit(NodeName name) {
        return Objects.requireNonNull(kits.get(name));
    }

    void stands(String node, Standing standing) {
        standings.put(new NodeName(node), standing);
        tellViews();
    }

    void tellViews() {
        List<NodeView> views = new ArrayList<>();
        names.forEach(name -> views.add(
                standings.containsKey(name)
                        ? new NodeView(
                                name,
                                incarnations.getOrDefault(name, 0L),
                                standings.getOrDefault(name, Standing.ABSENT),
                                Instant.EPOCH)
                        : new NodeView(name, 0, Standing.ABSENT, Instant.EPOCH)));
        var quorum = new QuorumVerdict(true, names.size(), names.size() / 2 + 1, names.size(), "test");
        actors.forEach((name, actor) -> actor.tell(new CibProtocol.MembershipChanged(
                new MembershipView(name, views, quorum, true, true, true, false, names.get(0), List.of(), List.of()))));
    }

    void tell(String node, CibCommand message) {
        Objects.requireNonNull(actors.get(new NodeName(node))).tell(message);
    }

    <T> TestProbe<T> probe(String node) {
        return kit(new NodeName(node)).createTestProbe();
    }

    long becomeWriter(String node) {
        TestProbe<CibProtocol.WriterGranted> probe = probe(node);
        tell(node, new CibProtocol.BecomeWriter(probe.ref()));
        return probe.receiveMessage(PATIENCE).term();
    }

    ChangeResult replace(String node, String document) {
        TestProbe<ChangeResult> probe = probe(node);
        tell(node, new CibProtocol.ReplaceConfiguration(document, new Author("root", "test"), probe.ref()));
        return probe.receiveMessage(PATIENCE);
    }

    /** Waits until a node's CIB is as wanted. */
    Cib await(String node, Predicate<Cib> wanted) {
        TestProbe<CibChanged> probe = probe(node);
        tell(node, new CibProtocol.Subscribe(probe.ref()));
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            Cib cib = probe.receiveMessage(Duration.between(Instant.now(), deadline))
                    .cib();
            if (wanted.test(cib)) {
                tell(node, new CibProtocol.Unsubscribe(probe.ref()));
                return cib;
            }
        }
    }

    @Override
    public void close() {
        kits.values().forEach(ActorTestKit::shutdownTestKit);
    }
}
