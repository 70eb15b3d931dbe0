package io.systole.runtime.arbiter;

import io.systole.cib.NodeName;
import io.systole.runtime.tls.files.ArbiterDirectory;
import io.systole.splitbrain.arbiter.ArbiterActor;
import io.systole.splitbrain.arbiter.ArbiterAddress;
import io.systole.splitbrain.arbiter.HeuristicsPort;
import io.systole.splitbrain.arbiter.core.ArbiterAlgorithm;
import io.systole.splitbrain.arbiter.core.ArbiterSettings;
import io.systole.splitbrain.arbiter.core.ArbiterStatus;
import io.systole.splitbrain.arbiter.core.ArbiterTieBreaker;
import io.systole.splitbrain.arbiter.core.Greeting;
import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.ExpectedVotes;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumFacts;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Ring;
import io.systole.splitbrain.core.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** A node's part that talks with the arbiter, with a membership and a quorum that the test makes up. */
final class Member {
    /** The cluster that a member is of: the arbiter must be told the same by all. */
    record Cluster(
            String name,
            List<String> nodes,
            ArbiterAlgorithm algorithm,
            ArbiterTieBreaker ties,
            boolean keepActive,
            Greeting.Tls tls,
            Path certificates,
            int port) {
        Cluster with(ArbiterTieBreaker changed) {
            return new Cluster(name, nodes, algorithm, changed, keepActive, tls, certificates, port);
        }

        Cluster with(ArbiterAlgorithm changed) {
            return new Cluster(name, nodes, changed, ties, keepActive, tls, certificates, port);
        }

        Cluster with(Greeting.Tls changed) {
            return new Cluster(name, nodes, algorithm, ties, keepActive, changed, certificates, port);
        }

        Cluster withoutKeepActive() {
            return new Cluster(name, nodes, algorithm, ties, false, tls, certificates, port);
        }

        Cluster with(Path changed) {
            return new Cluster(name, nodes, algorithm, ties, keepActive, tls, changed, port);
        }
    }

    private final ActorTestKit kit;
    private final Cluster cluster;
    private final NodeName self;
    private final ActorRef<ArbiterActor.Command> actor;
    private final long run;
    private volatile ActorRef<MembershipView> subscriber;
    private volatile boolean heuristicsPass = true;
    private Set<String> side = Set.of();
    private ArbiterVote vote = ArbiterVote.none();

    private Member(ActorTestKit kit, Cluster cluster, String name, long run, boolean checks) {
        this.kit = kit;
        this.cluster = cluster;
        this.self = new NodeName(name);
        this.run = run;
        var nodes = cluster.nodes().stream().map(NodeName::new).toList();
        var settings = new ArbiterSettings(
                cluster.name(),
                self,
                nodes,
                cluster.algorithm(),
                cluster.ties(),
                cluster.keepActive(),
                Duration.ofSeconds(1),
                Duration.ofMillis(300),
                checks ? new ArbiterSettings.HeuristicsRules(Duration.ofSeconds(1)) : null);
        var address = new ArbiterAddress(
                "127.0.0.1",
                cluster.port(),
                Duration.ofSeconds(20),
                cluster.tls(),
                new ArbiterDirectory(cluster.certificates()));
        actor = kit.spawn(ArbiterActor.create(
                settings,
                address,
                new ArbiterActor.Ports(
                        ref -> subscriber = ref,
                        this::hear,
                        () -> CompletableFuture.completedStage(
                                new HeuristicsPort.Result(heuristicsPass, heuristicsPass ? "" : "router is silent")))));
        Waiting.until("the actor has started", () -> subscriber != null, () -> name);
    }

    static Member start(ActorTestKit kit, Cluster cluster, String name) {
        return new Member(kit, cluster, name, 1, false);
    }

    /** Another run of the node. */
    static Member startAgain(ActorTestKit kit, Cluster cluster, String name) {
        return new Member(kit, cluster, name, 2, false);
    }

    static Member startWithHeuristics(ActorTestKit kit, Cluster cluster, String name) {
        return new Member(kit, cluster, name, 1, true);
    }

    void heuristicsPass(boolean changed) {
        heuristicsPass = changed;
    }

    /** From now on these are its side. */
    synchronized Member sees(Collection<String> names) {
        side = new TreeSet<>(names);
        subscriber.tell(view());
        return this;
    }

    private synchronized void hear(ArbiterVote said) {
        vote = said;
        subscriber.tell(view());
    }

    private MembershipView view() {
        var nodes = cluster.nodes().stream()
                .map(name -> new NodeView(
                        new NodeName(name),
                        name.equals(self.value()) ? run : 1,
                        side.contains(name) ? Standing.ONLINE : Standing.LOST,
                        Instant.EPOCH))
                .toList();
        int extra = cluster.algorithm().votes(nodes.size());
        boolean given = vote.answer() == ArbiterVote.Answer.ACK && vote.ring().equals(ring(nodes));
        int votes = side.size() + (given ? extra : 0);
        int needed = (nodes.size() + extra) / 2 + 1;
        var facts = new QuorumFacts(ExpectedVotes.asConfigured(), new TreeMap<>(), vote, null);
        boolean quorate = votes >= needed;
        return new MembershipView(
                self,
                nodes,
                new QuorumVerdict(quorate, votes, needed, nodes.size() + extra, "", facts),
                quorate,
                true,
                true,
                false,
                self,
                List.of(),
                List.of());
    }

    private static Ring ring(List<NodeView> nodes) {
        var runs = new TreeMap<NodeName, Long>();
        nodes.stream()
                .filter(node -> node.standing().online())
                .forEach(node -> runs.put(node.name(), node.incarnation()));
        return new Ring(runs);
    }

    /** It would found a cluster with these, or with nobody any more. */
    void wouldFoundWith(String... names) {
        var heard = new TreeSet<NodeName>();
        for (String name : names) {
            heard.add(new NodeName(name));
        }
        actor.tell(new ArbiterActor.WantFounding(heard));
    }

    /** The last word that its quorum was told, whatever it was for. */
    synchronized ArbiterVote vote() {
        return vote;
    }

    ArbiterStatus status() {
        return AskPattern.<ArbiterActor.Command, ArbiterStatus>ask(
                        actor, ArbiterActor.GetStatus::new, Duration.ofSeconds(20), kit.scheduler())
                .toCompletableFuture()
                .join();
    }

    /** Has its side, as it sees it now, this answer? */
    synchronized boolean has(ArbiterVote.Answer answer) {
        var names = vote.ring().runs().keySet().stream().map(NodeName::value).toList();
        return vote.answer() == answer && names.equals(List.copyOf(side));
    }

    void stop() {
        kit.stop(actor, Duration.ofSeconds(20));
    }

    @Override
    public String toString() {
        return self + " sees " + side + ", vote " + vote + ", " + status();
    }
}
