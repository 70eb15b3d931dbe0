package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two hosts and Debian's corosync-qnetd on a third: the arbiter is lost and comes back, the network splits and the arbiter
 * decides, by its tie breaker and by heuristics, and one host starts alone. Judged by agents, power switch, and status.
 */
class ArbiterIT {
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private static final String BOTH = "\"n1\", \"n2\"";

    private static final String QUORUM = """
            quorum {
              wait-for-all = off
              arbiter {
                host = "%s", tls = required
                certificates = ${systole.directories.state}"/../../arbiter"
                heuristics { mode = sync, commands { well = "/usr/bin/test ! -e /run/unwell" } }
              }
            }
            """.formatted(Arbiter.ADDRESS);

    @BeforeAll
    static void needsTheDaemon() {
        Obstacles.skipUnlessNamespaces();
        Obstacles.skipUnlessInstalled(List.of("corosync-qnetd", "certutil", "openssl"));
    }

    @Test
    void theArbiterDecidesWhichOfTwoGoesOnAndHarmsNothingWhileItIsAway() throws IOException {
        var stage = Stage.form(2, QUORUM);
        try (stage;
                var arbiter = Arbiter.boot(
                        stage.cluster().directory(), stage.cluster().network(), "web")) {
            try {
                arbiter.start();
                awaitVotes(stage, BOTH, stage.names());
                assertThat(stage.cluster().cli("n1", "quorum", "status").text())
                        .contains("Arbiter: " + Arbiter.ADDRESS + ":5403, connected with TLS", "(1 of the arbiter)");
                awayAndBack(stage, arbiter);
                theFirstNameHasTheVote(stage);
                theOneThatIsWellHasTheVote(stage);
                oneStartsAlone(stage);
            } catch (Throwable failure) {
                System.out.println("FAILED\n" + stage.cluster().story() + "\n" + arbiter.story());
                throw failure;
            }
        }
        Harness.deleteTree(stage.cluster().directory());
    }

    private static void awaitVotes(Stage stage, String side, List<String> nodes) {
        for (var name : nodes) {
            Await.until(
                    name + " has the arbiter's vote",
                    LoopbackCluster.GENEROUS,
                    () -> status(stage, name).contains("\"answer\" : \"ack\"")
                            && status(stage, name).contains("\"side\" : [ " + side + " ]"),
                    () -> status(stage, name));
        }
    }

    private static String status(Stage stage, String name) {
        try {
            return stage.cluster().get(name, "/v1/quorum");
        } catch (IOException notNow) {
            return notNow.toString();
        }
    }

    private static void awayAndBack(Stage stage, Arbiter arbiter) throws IOException {
        var at = AgentLog.now();

        arbiter.stop();

        Await.until(
                "n1 misses the arbiter and has quorum",
                LoopbackCluster.GENEROUS,
                () -> status(stage, "n1").contains("\"connected\" : false")
                        && status(stage, "n1").contains("\"reason\" : \"2 of 3 votes, needed 2\""),
                () -> status(stage, "n1"));
        Await.holds(
                "all goes on",
                A_WHILE,
                () -> Drill.runsOn(stage.cluster().events(), stage.names()),
                stage.cluster()::story);
        stage.judge(at, List.of());
        arbiter.start();
        awaitVotes(stage, BOTH, stage.names());
    }

    private static void theFirstNameHasTheVote(Stage stage) throws IOException {
        var at = AgentLog.now();

        stage.cluster().split(List.of(Set.of("n1"), Set.of("n2")));

        awaitFenced(stage, "n2", at);
        stage.awaitAllRunning("after the split", List.of("n1"));
        stage.judge(at, List.of("n2"));
        report(stage, "split with an arbiter", at, "n2");
        stage.heal();
        awaitVotes(stage, BOTH, stage.names());
    }

    private static void theOneThatIsWellHasTheVote(Stage stage) throws IOException {
        stage.cluster().host("n1").mustRun("touch", "/run/unwell");
        var at = AgentLog.now();

        stage.cluster().split(List.of(Set.of("n1"), Set.of("n2")));

        awaitFenced(stage, "n1", at);
        stage.awaitAllRunning("after the split with n1 unwell", List.of("n2"));
        stage.judge(at, List.of("n1"));
        report(stage, "split with an arbiter and heuristics", at, "n1");
    }

    /** n1 is off since its fencing, and nobody can tell n2 so: it has quorum, and starts nothing before it is fenced anew. */
    private static void oneStartsAlone(Stage stage) throws IOException {
        stage.cluster().off("n2");
        var at = AgentLog.now();

        stage.cluster().boot("n2");

        Await.until(
                "n2 has quorum with the arbiter",
                LoopbackCluster.GENEROUS,
                () -> status(stage, "n2").contains("\"quorate\" : true")
                        && status(stage, "n2").contains("1 of the arbiter"),
                () -> status(stage, "n2"));
        var started = stage.cluster().events().stream()
                .filter(event -> event.nanos() >= at && event.succeeded("start"))
                .toList();
        assertThat(started.isEmpty() || stage.fencedSince(at).equals(List.of("n1")))
                .as(stage.cluster().story())
                .isTrue();
        stage.assertKept();
    }

    private static void awaitFenced(Stage stage, String lost, long since) {
        Await.until(
                lost + " is fenced",
                LoopbackCluster.GENEROUS,
                () -> stage.fencedSince(since).contains(lost),
                stage.cluster()::story);
    }

    private static void report(Stage stage, String fault, long since, String lost) throws IOException {
        System.out.printf(
                "%s: fencing of %s confirmed after %d ms%n",
                fault,
                lost,
                Timeline.untilFenced(stage.cluster().events(), since, lost).toMillis());
    }
}
