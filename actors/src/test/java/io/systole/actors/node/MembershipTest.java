package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.node.NodeStatus.FormationPhase;
import io.systole.cib.NodeName;
import io.systole.splitbrain.FencingOutcome;
import io.systole.splitbrain.core.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formation and downing on real actor systems on loopback. */
final class MembershipTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    private final List<MembershipNode> started = new ArrayList<>();

    @AfterEach
    void stopAll() throws Exception {
        started.forEach(MembershipNode::crash);
        for (MembershipNode node : started) {
            node.system.getWhenTerminated().toCompletableFuture().join();
        }
    }

    @Test
    void threeNodesFindEachOtherInAnyOrder() {
        List<NodeAddress> list = TestNodes.addresses("n1", "n2", "n3");

        MembershipNode n3 = start("a", "n3", list);
        MembershipNode n2 = start("a", "n2", list);
        MembershipNode n1 = start("a", "n1", list);
        Duration took = allOnline(n1, n2, n3);

        assertThat(took).isLessThan(SOON);
        assertThat(n1.now().leader()).isEqualTo(new NodeName("n1"));
        assertThat(n2.now().leader()).isEqualTo(new NodeName("n1"));
        assertThat(n3.now().mayAct()).isTrue();
    }

    @Test
    void aLostNodeIsRemovedOnlyAfterItsFencingWasConfirmedAndRejoinsWhenStartedAnew() throws Exception {
        List<NodeAddress> list = TestNodes.addresses("n1", "n2", "n3");
        MembershipNode n1 = start("a", "n1", list);
        MembershipNode n2 = start("a", "n2", list);
        MembershipNode n3 = start("a", "n3", list);
        allOnline(n1, n2, n3);

        long lostRun = n2.incarnation();
        n2.crash();
        MembershipNode.Asked first = n1.nextFencing(SOON);
        first.answer().complete(FencingOutcome.failedBecause("the switch does not answer"));
        MembershipNode.Asked second = n1.nextFencing(SOON);

        assertThat(first.target()).isEqualTo(new NodeName("n2"));
        assertThat(first.incarnation()).isEqualTo(lostRun);
        assertThat(second.incarnation()).isEqualTo(lostRun);
        assertThat(n1.standing("n2")).isEqualTo(Standing.LOST);
        assertThat(n1.now().fencing().get(0).lastFailure()).contains("does not answer");
        assertThat(n3.fencing).as("only the leader asks").isEmpty();

        second.answer().complete(FencingOutcome.confirmedBy("the switch"));
        Eventually.holds(SOON, n1.view::toString, () -> n1.standing("n2") == Standing.FENCED);
        n2.system.getWhenTerminated().toCompletableFuture().join();
        MembershipNode again = start("a", "n2", list);

        allOnline(n1, again, n3);
        assertThat(again.incarnation()).isNotEqualTo(lostRun);
    }

    @Test
    void aNodeWithADamagedStoreCountsOnlyWhenAllAreThere() {
        List<NodeAddress> list = TestNodes.addresses("n1", "n2", "n3");
        MembershipNode n1 = new MembershipNode(TestNodes.settings("a", "n1", list, directory), true);
        started.add(n1);
        MembershipNode n2 = start("a", "n2", list);

        Eventually.holds(SOON, n2.formation::toString, () -> detail(n2).contains("damaged stores count only when all"));
        assertThat(n1.online()).isEmpty();
        MembershipNode n3 = start("a", "n3", list);

        allOnline(n1, n2, n3);
    }

    @Test
    void oneOfTwoNodesFoundsTheClusterAloneWhenAnOperatorSaysSo() {
        List<NodeAddress> list = TestNodes.addresses("n1", "n2");
        MembershipNode n1 = start("a", "n1", list);
        Eventually.holds(SOON, n1.formation::toString, () -> detail(n1).contains("all of them (wait_for_all): n2"));

        QuorumActor.Answer meaning = n1.unblock(true);
        assertThat(n1.online()).isEmpty();
        QuorumActor.Answer done = n1.unblock(false);

        assertThat(meaning).isEqualTo(done);
        assertThat(done.words()).contains("founded without n2, which must be surely down");
        Eventually.holds(SOON, n1.view::toString, () -> n1.now().quorate());
        assertThat(n1.unblock(true).done()).as("a member waits for nobody").isFalse();
    }

    private static String detail(MembershipNode node) {
        var status = node.formation.get();
        return status == null ? "" : status.detail();
    }

    @Test
    void aNodeOfAnotherClusterAndOneThatIsNotListedAreRefused() {
        List<NodeAddress> list = TestNodes.addresses("n1", "n2", "n3", "n4");
        List<NodeAddress> three = list.subList(0, 3);
        MembershipNode n1 = start("a", "n1", three);
        MembershipNode n2 = start("a", "n2", three);

        MembershipNode foreign = start("b", "n3", three);
        MembershipNode unlisted = start("a", "n4", List.of(list.get(0), list.get(1), list.get(3)));

        Eventually.holds(
                SOON, foreign.formation::toString, () -> refusal(foreign).contains("this is cluster a, not b"));
        Eventually.holds(
                SOON, unlisted.formation::toString, () -> refusal(unlisted).contains("not in the node list"));
        Eventually.holds(
                SOON,
                n1.view::toString,
                () -> n1.online().size() == 2 && n2.online().size() == 2);
    }

    @Test
    void aSecondNodeWithATakenNameIsRefused() {
        List<NodeAddress> list = TestNodes.addresses("n1", "n2", "n3", "n3");
        MembershipNode n1 = start("a", "n1", list.subList(0, 3));
        MembershipNode n2 = start("a", "n2", list.subList(0, 3));
        MembershipNode n3 = start("a", "n3", list.subList(0, 3));
        allOnline(n1, n2, n3);

        MembershipNode second = start("a", "n3", List.of(list.get(0), list.get(1), list.get(3)));

        Eventually.holds(SOON, second.formation::toString, () -> refusal(second).contains("the name n3 is taken"));
        assertThat(n1.online()).hasSize(3);
    }

    @Test
    void aNodeWithoutPartnersWaitsAndSaysForWhom() {
        List<NodeAddress> list = TestNodes.addresses("n1", "n2", "n3");

        MembershipNode n2 = start("a", "n2", list);

        Eventually.holds(
                SOON,
                n2.formation::toString,
                () -> n2.formation.get() != null
                        && n2.view.get() != null
                        && n2.formation
                                .get()
                                .detail()
                                .equals("waiting for quorum partners, enough for quorum: n1, n3"));
        assertThat(n2.now().quorate()).isFalse();
    }

    @Test
    void theLastMemberOfThreeIsJoinedAgainAfterFencingTheOneThatStaysAway() throws Exception {
        List<NodeAddress> list = TestNodes.addresses("n1", "n2", "n3");
        MembershipNode n1 = start("a", "n1", list);
        MembershipNode n2 = start("a", "n2", list);
        MembershipNode n3 = start("a", "n3", list);
        allOnline(n1, n2, n3);

        n1.crash();
        n2.crash();
        Eventually.holds(
                SOON,
                n3.view::toString,
                () -> n3.standing("n1") == Standing.LOST
                        && n3.standing("n2") == Standing.LOST
                        && !n3.now().quorate());
        assertThat(n3.fencing).isEmpty();
        n2.system.getWhenTerminated().toCompletableFuture().join();
        MembershipNode again = start("a", "n2", list);
        MembershipNode.Asked asked = n3.nextFencing(SOON);
        asked.answer().complete(FencingOutcome.confirmedBy("the switch"));

        assertThat(asked.target()).isEqualTo(new NodeName("n1"));
        allOnlineOf(2, n3, again);
    }

    @Test
    void aProcessThatIsGoneIsFencedBeforeItsHeartbeatsAreMissedAndRemovedOnceThatIsConfirmed() throws Exception {
        List<NodeAddress> list = TestNodes.addresses("n1", "n2", "n3");
        MembershipNode n1 = start("n1", list, FailureProfile.WAN);
        MembershipNode n2 = start("n2", list, FailureProfile.WAN);
        MembershipNode n3 = start("n3", list, FailureProfile.WAN);
        allOnline(n1, n2, n3);

        n3.crash();
        MembershipNode.Asked asked = n1.nextFencing(SOON);
        boolean missed = !Cluster.get(n1.system).state().unreachable().isEmpty();
        asked.answer().complete(FencingOutcome.confirmedBy("the switch"));

        assertThat(asked.target()).isEqualTo(new NodeName("n3"));
        assertThat(missed).as("the heartbeats were missed first").isFalse();
        allOnlineOf(2, n1, n2);
        Eventually.holds(
                SOON,
                n1.view::toString,
                () -> n1.standing("n3") == Standing.FENCED
                        && Cluster.get(n1.system).state().members().size() == 2);
        assertThat(n2.fencing).as("only the leader asks").isEmpty();
    }

    @Test
    void nodesMeetAtTheAddressThatAnswers() {
        List<NodeAddress> list = TestNodes.addresses("n1", "n2", "n3").stream()
                .map(node -> new NodeAddress(
                        node.name(), List.of("203.0.113." + node.name().value().charAt(1), "127.0.0.1"), node.port()))
                .toList();

        MembershipNode n1 = start("a", "n1", list);
        MembershipNode n2 = start("a", "n2", list);
        MembershipNode n3 = start("a", "n3", list);

        allOnline(n1, n2, n3);
        assertThat(Cluster.get(n1.system).selfMember().address().getHost().get())
                .isEqualTo("203.0.113.1");
    }

    private MembershipNode start(String cluster, String name, List<NodeAddress> list) {
        return started(TestNodes.settings(cluster, name, list, directory));
    }

    private MembershipNode start(String name, List<NodeAddress> list, FailureProfile profile) {
        return started(TestNodes.settings("a", name, list, directory, profile));
    }

    private MembershipNode started(NodeSettings settings) {
        MembershipNode node = new MembershipNode(settings);
        started.add(node);
        return node;
    }

    private static String refusal(MembershipNode node) {
        var status = node.formation.get();
        return status != null && status.phase() == FormationPhase.REFUSED ? status.detail() : "";
    }

    private static Duration allOnline(MembershipNode... nodes) {
        return allOnlineOf(nodes.length, nodes);
    }

    private static Duration allOnlineOf(int count, MembershipNode... nodes) {
        return Eventually.holds(
                SOON,
                () -> Stream.of(nodes)
                        .map(node -> node.view.get() + "\n" + node.formation.get())
                        .toList()
                        .toString(),
                () -> Stream.of(nodes)
                        .allMatch(node ->
                                node.online().size() == count && node.now().quorate()));
    }
}
