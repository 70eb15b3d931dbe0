package io.systole.runtime.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.splitbrain.arbiter.core.ArbiterAlgorithm;
import io.systole.splitbrain.arbiter.core.ArbiterTieBreaker;
import io.systole.splitbrain.arbiter.core.Greeting.Tls;
import io.systole.splitbrain.core.ArbiterVote.Answer;
import io.systole.splitbrain.core.ArbiterVote.Heuristics;
import io.systole.splitbrain.core.Ring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's corosync-qnetd and the nodes of small clusters, each of another name, in one JVM. */
@SuppressWarnings("NullAway.Init")
final class DebianQnetdTest {
    private static final List<String> TWO = List.of("a", "b");
    private static final List<String> FOUR = List.of("a", "b", "c", "d");

    @TempDir
    private static Path directory;

    private static Qnetd qnetd;
    private static ActorTestKit kit;

    private final List<Member> members = new ArrayList<>();

    @BeforeAll
    static void listen() throws IOException {
        qnetd = Qnetd.startOrSkip(directory);
        kit = ActorTestKit.create();
    }

    @AfterEach
    void leave() {
        members.forEach(Member::stop);
    }

    @AfterAll
    static void end() {
        if (kit != null) kit.shutdownTestKit();
        if (qnetd != null) qnetd.close();
    }

    private static Member.Cluster cluster(String name, List<String> nodes) {
        return new Member.Cluster(
                name,
                nodes,
                ArbiterAlgorithm.FFSPLIT,
                ArbiterTieBreaker.lowest(),
                true,
                Tls.OFF,
                qnetd.certificates("demo"),
                qnetd.port());
    }

    private Member member(Member member) {
        members.add(member);
        return member;
    }

    /** All of the cluster's nodes, which see each other. */
    private List<Member> together(Member.Cluster cluster) {
        var all = cluster.nodes().stream()
                .map(name -> member(Member.start(kit, cluster, name)).sees(cluster.nodes()))
                .toList();
        await(Answer.ACK, all);
        return all;
    }

    private void await(Answer answer, Member... who) {
        await(answer, Arrays.asList(who));
    }

    private void await(Answer answer, List<Member> who) {
        Waiting.until(
                answer + " for " + who,
                () -> qnetd.mustRun() && who.stream().allMatch(member -> member.has(answer)),
                () -> members + "\n" + qnetd.log());
    }

    @Test
    void ofFourTheHalfWithTheFirstNameHasTheVoteAndAllHaveItAgainAfterwards() throws IOException {
        var all = together(cluster("four", FOUR));

        all.subList(0, 2).forEach(member -> member.sees(List.of("a", "b")));
        all.subList(2, 4).forEach(member -> member.sees(List.of("c", "d")));

        await(Answer.ACK, all.subList(0, 2));
        await(Answer.NACK, all.subList(2, 4));
        assertThat(qnetd.shown("four")).contains("Membership node list:\t1, 2", "Membership node list:\t3, 4");
        all.forEach(member -> member.sees(FOUR));
        await(Answer.ACK, all);
        assertThat(all.get(3).status().side()).isEqualTo(FOUR);
    }

    @Test
    void threeOfFourHaveTheVoteWhateverTheTieBreakerSays() {
        var all = together(cluster("three-of-four", FOUR));

        all.get(0).sees(List.of("a"));
        all.subList(1, 4).forEach(member -> member.sees(List.of("b", "c", "d")));

        await(Answer.ACK, all.subList(1, 4));
        await(Answer.NACK, all.get(0));
    }

    @Test
    void theTieBreakerIsTheLastNameOrANode() {
        for (var ties : List.of(ArbiterTieBreaker.highest(), ArbiterTieBreaker.of(new NodeName("b")))) {
            var two = together(cluster("ties-" + ties.kind(), TWO).with(ties));

            two.get(0).sees(List.of("a"));
            two.get(1).sees(List.of("b"));

            await(Answer.ACK, two.get(1));
            await(Answer.NACK, two.get(0));
        }
    }

    @Test
    void whoWasActiveKeepsTheVoteWhenAnotherComesBackAndHearsNobody() {
        var cluster = cluster("active", TWO);
        var two = together(cluster);
        two.get(0).stop();
        two.get(1).sees(List.of("b"));
        await(Answer.ACK, two.get(1));

        var back = member(Member.startAgain(kit, cluster, "a"));
        back.wouldFoundWith("a");
        Waiting.until(
                "the newcomer is refused",
                () -> back.vote().answer() == Answer.NACK,
                () -> members + "\n" + qnetd.log());

        assertThat(two.get(1).has(Answer.ACK)).as(qnetd.log()).isTrue();
    }

    @Test
    void withoutThatTheTieBreakerTakesTheVoteAwayFromWhoWasActive() {
        var cluster = cluster("not-active", TWO).withoutKeepActive();
        var two = together(cluster);
        two.get(0).stop();
        two.get(1).sees(List.of("b"));
        await(Answer.ACK, two.get(1));

        member(Member.startAgain(kit, cluster, "a")).sees(List.of("a"));

        await(Answer.NACK, two.get(1));
        await(Answer.ACK, members.get(2));
    }

    @Test
    void aNodeThatIsInNoClusterIsConnectedOnlyWhileItWouldFoundOne() {
        var lone = member(Member.start(kit, cluster("lone", TWO), "b"));
        assertThat(lone.status().connected()).isFalse();

        lone.wouldFoundWith("b");

        Waiting.until("the vote for b", () -> lone.vote().answer() == Answer.ACK, () -> lone + "\n" + qnetd.log());
        assertThat(lone.vote().ring()).isEqualTo(Ring.founding(List.of(new NodeName("b"))));
        lone.wouldFoundWith();
        Waiting.until("it hangs up", () -> !lone.status().connected(), lone::toString);
        assertThat(lone.vote().answer()).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void theLastOfThreeHasLastManStandingsVotes() {
        var cluster = cluster("lms", List.of("a", "b", "c")).with(ArbiterAlgorithm.LMS);
        var all = together(cluster);
        all.get(0).sees(List.of("a"));
        all.subList(1, 3).forEach(member -> member.sees(List.of("b", "c")));
        await(Answer.NACK, all.get(0));
        await(Answer.ACK, all.subList(1, 3));

        all.get(0).stop();
        all.get(1).stop();
        all.get(2).sees(List.of("c"));

        await(Answer.ACK, all.get(2));
    }

    @Test
    void theSideWhoseHeuristicsPassIsPreferred() {
        var cluster = cluster("heuristics", TWO);
        var a = member(Member.startWithHeuristics(kit, cluster, "a")).sees(TWO);
        var b = member(Member.startWithHeuristics(kit, cluster, "b")).sees(TWO);
        await(Answer.ACK, a, b);
        a.heuristicsPass(false);
        Waiting.until("a's heuristics fail", () -> a.vote().heuristics() == Heuristics.FAILED, a::toString);

        a.sees(List.of("a"));
        b.sees(List.of("b"));

        await(Answer.ACK, b);
        await(Answer.NACK, a);
        assertThat(a.status().heuristicsDetail()).isEqualTo("router is silent");
    }

    @Test
    void overTlsTheVoteComesBackWhenTheDaemonDoes() throws Exception {
        var two = together(cluster("demo", TWO).with(Tls.REQUIRED));
        assertThat(two).allMatch(member -> member.status().tls());
        two.get(1).stop();
        two.get(0).sees(List.of("a"));
        await(Answer.ACK, two.get(0));

        qnetd.stop();
        Waiting.until("the word is gone", () -> two.get(0).has(Answer.UNKNOWN), members::toString);
        assertThat(two.get(0).status().connected()).isFalse();
        assertThat(two.get(0).status().why()).isNotEmpty();

        qnetd.startAgain();
        await(Answer.ACK, two.get(0));
        assertThat(two.get(0).status().why()).isEmpty();
    }

    @Test
    void certificatesThatDoNotFitAreNamed() {
        var missing = member(Member.start(kit, cluster("demo", TWO).with(Tls.ON).with(directory), "a"));
        var others =
                member(Member.start(kit, cluster("demo", TWO).with(Tls.ON).with(qnetd.certificates("other")), "a"));
        missing.sees(List.of("a"));
        others.sees(List.of("a"));

        Waiting.until(
                "reasons",
                () -> members.stream()
                        .noneMatch(each ->
                                List.of("", "connecting").contains(each.status().why())),
                members::toString);

        assertThat(missing.status().why()).contains(directory.resolve("cluster.crt") + " is missing");
        assertThat(others.status().why()).contains("this node's certificate, which must be for CN=demo");
    }

    @Test
    void whoIsConfiguredDifferentlyIsToldSo() {
        var cluster = cluster("differs", TWO);
        var a = member(Member.start(kit, cluster, "a")).sees(List.of("a"));
        await(Answer.ACK, a);

        var b = member(Member.start(kit, cluster.with(ArbiterTieBreaker.highest()), "b"))
                .sees(TWO);
        Waiting.until("b is refused", () -> b.status().why().contains("tie-breaker"), () -> b + "\n" + qnetd.log());

        var second = member(Member.start(kit, cluster.with(ArbiterAlgorithm.LMS), "b"));
        second.sees(TWO);
        Waiting.until(
                "b is refused again", () -> second.status().why().contains("algorithm"), () -> second + qnetd.log());
        assertThat(a.has(Answer.ACK)).isTrue();
    }
}
