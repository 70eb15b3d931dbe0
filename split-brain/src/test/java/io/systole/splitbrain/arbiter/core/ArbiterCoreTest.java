package io.systole.splitbrain.arbiter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.ArbiterVote.Answer;
import io.systole.splitbrain.core.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a node says to its arbiter, and when it believes it. */
final class ArbiterCoreTest {
    private static final List<NodeName> NODES = List.of(new NodeName("a"), new NodeName("b"), new NodeName("c"));
    private static final Ring ALL = ring("a", "b", "c");
    private static final Ring AB = ring("a", "b");

    private final List<QnetdMessage.FromNode> sent = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private ArbiterState state = ArbiterState.start(settings(null), now);
    private ArbiterVote told = ArbiterVote.none();

    private static ArbiterSettings settings(ArbiterSettings.@Nullable HeuristicsRules heuristics) {
        return new ArbiterSettings(
                "demo",
                NODES.get(0),
                NODES,
                ArbiterAlgorithm.LMS,
                ArbiterTieBreaker.lowest(),
                true,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                heuristics);
    }

    private static Ring ring(String... names) {
        var runs = new TreeMap<NodeName, Long>();
        for (String name : names) {
            runs.put(new NodeName(name), 7L);
        }
        return new Ring(runs);
    }

    private void happens(ArbiterEvent event) {
        var step = ArbiterCore.step(state, event);
        state = step.state();
        step.effects().forEach(effect -> effect.runOn(new Effects()));
    }

    private void passes(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            now = now.plusMillis(100);
            happens(new ArbiterEvent.TimePassed(now));
        }
    }

    /** Time goes by, and each sign of life is answered. */
    private void lives(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            passes(100);
            var echoes = all(QnetdMessage.Echo.class);
            if (!echoes.isEmpty()) {
                hears(new QnetdMessage.EchoReply(echoes.get(echoes.size() - 1).number()));
            }
        }
    }

    private void sees(Ring ring) {
        happens(new ArbiterEvent.SideSeen(ring, true, told, now));
    }

    private void hears(QnetdMessage.FromDaemon message) {
        happens(new ArbiterEvent.MessageHeard(message, now));
    }

    private void connected(Ring ring) {
        sees(ring);
        happens(new ArbiterEvent.LineOpened(false, now));
        hears(new QnetdMessage.InitReply(3, 0));
    }

    private static RingId id(Ring ring) {
        return ArbiterSide.ring(NODES, ring);
    }

    /** The last message of this kind. */
    private <T extends QnetdMessage.FromNode> List<T> all(Class<T> kind) {
        return sent.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void answers(Ring ring, QnetdVote vote) {
        var asked = all(QnetdMessage.SideNodes.class);
        hears(new QnetdMessage.VoteReply(asked.get(asked.size() - 1).number(), id(ring), vote));
    }

    @Test
    void introducesItselfAndAsksForItsSide() {
        connected(AB);

        assertThat(done).startsWith("connect");
        assertThat(sent)
                .containsExactly(
                        new QnetdMessage.Init(
                                3, 1, ArbiterAlgorithm.LMS, 1000, ArbiterTieBreaker.Kind.LOWEST, 0, id(AB)),
                        new QnetdMessage.ListedNodes(4, List.of(1, 2, 3)),
                        new QnetdMessage.KeepActive(5, true),
                        new QnetdMessage.SideNodes(6, id(AB), List.of(1, 2), ArbiterVote.Heuristics.OFF));
        answers(AB, QnetdVote.ACK);
        assertThat(told).isEqualTo(new ArbiterVote(Answer.ACK, AB, ArbiterVote.Heuristics.OFF));
        assertThat(reports).containsExactly("CONNECTED without TLS", "VOTE_GIVEN a, b");
    }

    /** Another run is another ring, and every node of a side comes to the same one. */
    @Test
    void aRingIsKnownByItsRuns() {
        var again = new TreeMap<>(AB.runs());
        again.put(new NodeName("b"), 8L);

        assertThat(id(AB))
                .isEqualTo(id(ring("b", "a")))
                .isNotEqualTo(id(new Ring(again)))
                .isNotEqualTo(id(ALL));
        assertThat(id(ring("b", "c")).node()).isEqualTo(2);
    }

    @Test
    void anotherSideIsNamedOnlyWhenTheOneBeforeWasAnsweredSoNoLateWordIsTakenForIt() {
        connected(AB);
        sees(ALL);
        sees(AB);
        sees(ALL);
        assertThat(all(QnetdMessage.SideNodes.class)).hasSize(1);

        answers(AB, QnetdVote.ACK);

        assertThat(told.answer()).as("the vote for a, b says nothing of all").isEqualTo(Answer.UNKNOWN);
        assertThat(told.ring()).isEqualTo(ALL);
        hears(new QnetdMessage.VoteInfo(1, id(AB), QnetdVote.ACK));
        assertThat(told.answer()).isEqualTo(Answer.UNKNOWN);
        answers(ALL, QnetdVote.NACK);
        assertThat(told.answer()).isEqualTo(Answer.NACK);
    }

    @Test
    void aWordOfTheDaemonsOwnIsConfirmedWhenQuorumHasTakenIt() {
        connected(AB);
        answers(AB, QnetdVote.WAIT);

        hears(new QnetdMessage.VoteInfo(9, id(AB), QnetdVote.NACK));

        assertThat(told.answer()).isEqualTo(Answer.NACK);
        assertThat(all(QnetdMessage.VoteTaken.class)).isEmpty();
        sees(AB);
        assertThat(all(QnetdMessage.VoteTaken.class)).containsExactly(new QnetdMessage.VoteTaken(9));
    }

    @Test
    void quorumIsToldOnceItWasJudgedWithTheArbitersWord() {
        connected(AB);
        assertThat(all(QnetdMessage.QuorumNodes.class)).isEmpty();

        answers(AB, QnetdVote.ACK);
        sees(AB);
        sees(AB);

        assertThat(all(QnetdMessage.QuorumNodes.class)).singleElement().satisfies(message -> {
            assertThat(message.quorate()).isTrue();
            assertThat(message.members())
                    .containsEntry(1, true)
                    .containsEntry(2, true)
                    .containsEntry(3, false);
        });
    }

    @Test
    void asksAgainWhenNothingWasDecided() {
        for (var undecided : List.of(QnetdVote.ASK_LATER, QnetdVote.WAIT, QnetdVote.NO_CHANGE)) {
            sent.clear();
            state = ArbiterState.start(settings(null), now);
            connected(AB);
            answers(AB, undecided);
            assertThat(told.answer()).isEqualTo(Answer.UNKNOWN);

            lives(2500);

            assertThat(all(QnetdMessage.AskVote.class)).as(undecided.name()).isNotEmpty();
        }
    }

    @Test
    void noChangeKeepsAWordForTheSameSide() {
        connected(AB);
        answers(AB, QnetdVote.ACK);

        hears(new QnetdMessage.VoteReply(99, id(AB), QnetdVote.NO_CHANGE));

        assertThat(told.answer()).isEqualTo(Answer.ACK);
    }

    /** From when the last answered sign of life was sent: the daemon waits for 1.5 s from when it came. */
    @Test
    void theVoteIsGivenUpBeforeTheDaemonCanGiveItToOthers() {
        connected(AB);
        answers(AB, QnetdVote.ACK);
        lives(3000);
        var last = now;
        int signs = all(QnetdMessage.Echo.class).size();
        assertThat(signs).isBetween(8, 12);

        while (told.answer() == Answer.ACK) {
            passes(100);
        }

        assertThat(Duration.between(last, now)).isLessThanOrEqualTo(Duration.ofMillis(1400));
        assertThat(all(QnetdMessage.Echo.class))
                .as("one that is not answered is not followed")
                .hasSizeLessThanOrEqualTo(signs + 1);
        assertThat(done).contains("hang up");
        assertThat(state.status().why()).isEqualTo("it says nothing any more");
        passes(1000);
        assertThat(done).endsWith("connect");
    }

    @Test
    void aNodeThatWasPausedHasNoVoteWhenItWakes() {
        connected(AB);
        answers(AB, QnetdVote.ACK);
        lives(1000);

        now = now.plusSeconds(10);
        hears(new QnetdMessage.VoteInfo(9, id(AB), QnetdVote.ACK));

        assertThat(told.answer()).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void theSameFailureIsReportedOnce() {
        sees(AB);
        for (int i = 0; i < 3; i++) {
            happens(new ArbiterEvent.LineClosed("connection refused", false, now));
            passes(1000);
        }

        assertThat(reports).containsExactly("LOST connection refused");
        assertThat(done).hasSize(4).containsOnly("connect");
    }

    @Test
    void aRefusalIsNamedAndNotAskedForAtOnceAgain() {
        sees(AB);
        happens(new ArbiterEvent.LineOpened(false, now));
        hears(new QnetdMessage.InitReply(3, 15));
        done.clear();

        passes(4000);

        assertThat(done).isEmpty();
        assertThat(reports).singleElement().asString().contains("error 15", "tie-breaker");
        passes(1500);
        assertThat(done).containsExactly("connect");
    }

    @Test
    void heuristicsRunBeforeASideIsNamedAndChangesAreTold() {
        state = ArbiterState.start(settings(new ArbiterSettings.HeuristicsRules(Duration.ofSeconds(1))), now);
        connected(AB);
        assertThat(done).endsWith("run heuristics");
        assertThat(all(QnetdMessage.SideNodes.class)).isEmpty();

        happens(new ArbiterEvent.HeuristicsEnded(true, "", now));
        answers(AB, QnetdVote.ACK);
        lives(1000);
        happens(new ArbiterEvent.HeuristicsEnded(false, "ping exited with 1", now));

        assertThat(all(QnetdMessage.SideNodes.class).get(0).heuristics()).isEqualTo(ArbiterVote.Heuristics.PASSED);
        assertThat(all(QnetdMessage.HeuristicsChanged.class))
                .extracting(QnetdMessage.HeuristicsChanged::heuristics)
                .containsExactly(ArbiterVote.Heuristics.FAILED);
        assertThat(reports).contains("HEURISTICS_FAILED ping exited with 1");
    }

    @Test
    void nobodyIsConnectedWithoutASideToAskFor() {
        passes(1000);
        sees(ring("b", "c"));
        assertThat(done).isEmpty();

        happens(new ArbiterEvent.FoundingWanted(new TreeSet<>(List.of(NODES.get(0))), now));
        assertThat(done).containsExactly("connect");
        happens(new ArbiterEvent.FoundingWanted(new TreeSet<>(), now));
        assertThat(done).containsExactly("connect", "hang up");
    }

    @Test
    void tlsIsAsConfiguredAndAsOffered() {
        var none = new QnetdMessage.PreinitReply(1, 0, true);
        var offered = new QnetdMessage.PreinitReply(1, 1, true);
        var required = new QnetdMessage.PreinitReply(1, 2, true);

        assertThat(Greeting.of(Greeting.Tls.OFF, offered)).isEqualTo(new Greeting(true, false, ""));
        assertThat(Greeting.of(Greeting.Tls.OFF, required).goesOn()).isFalse();
        assertThat(Greeting.of(Greeting.Tls.ON, none)).isEqualTo(new Greeting(true, false, ""));
        assertThat(Greeting.of(Greeting.Tls.ON, offered)).isEqualTo(new Greeting(true, true, ""));
        assertThat(Greeting.of(Greeting.Tls.REQUIRED, none).goesOn()).isFalse();
    }

    /** Writes down what is asked for. */
    private final class Effects implements ArbiterEffect.Port {
        @Override
        public void connect() {
            done.add("connect");
        }

        @Override
        public void hangUp() {
            done.add("hang up");
        }

        @Override
        public void send(QnetdMessage.FromNode message) {
            sent.add(message);
        }

        @Override
        public void runHeuristics() {
            done.add("run heuristics");
        }

        @Override
        public void tellVote(ArbiterVote vote) {
            told = vote;
        }

        @Override
        public void report(ArbiterNews news, String detail) {
            reports.add(news + " " + detail);
        }
    }
}
