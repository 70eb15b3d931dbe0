package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three hosts that cannot see each other as they should. Whatever it is, nothing is ever active twice, what is lost is
 * fenced before its work is taken over, and the majority works on. Judged from what agents and power switch wrote down.
 */
class SplitBrainIT {
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private static @Nullable Stage shared;

    private final Stage stage = Objects.requireNonNull(shared, "formed before all tests");

    @BeforeAll
    static void form() throws IOException {
        Obstacles.skipUnlessNamespaces();
        shared = Stage.form(3, "");
    }

    @BeforeEach
    void heal() throws IOException {
        stage.heal();
    }

    @AfterAll
    static void end() throws IOException {
        if (shared != null) {
            shared.close();
            Harness.deleteTree(shared.cluster().directory());
        }
    }

    @Test
    void aHostWhoseLinkIsCutIsFencedAndTakenOver() throws IOException {
        cut(stage.follower());
    }

    @Test
    void theDcsHostWhoseLinkIsCutIsFencedAndTakenOver() throws IOException {
        cut(stage.dc());
    }

    private void cut(String victim) throws IOException {
        var at = AgentLog.now();

        stage.cluster().cutLink(victim);

        lost("link of " + victim + " cut", at, victim);
    }

    @Test
    void aHostThatHearsNothingIsFenced() throws IOException {
        var victim = stage.dc();
        var at = AgentLog.now();

        stage.cluster().deafen(victim, stage.allBut(victim));

        lost(victim + " hears nothing", at, victim);
    }

    private void lost(String fault, long at, String victim) throws IOException {
        var hadGroup = stage.home().equals(victim);
        var heir = stage.awaitAllRunning(fault, stage.allBut(victim));
        stage.judge(at, List.of(victim));
        if (hadGroup) {
            stage.report(fault, at, victim, heir);
        }
    }

    @Test
    void ofTwoThatDoNotHearEachOtherOneIsFencedAndTheThirdDecides() throws IOException {
        var witness = stage.dc();
        var others = stage.allBut(witness);
        var at = AgentLog.now();

        others.forEach(name -> stage.cluster()
                .deafen(name, others.stream().filter(each -> !each.equals(name)).toList()));
        Await.until(
                "one of " + others + " is fenced",
                LoopbackCluster.GENEROUS,
                () -> !stage.fencedSince(at).isEmpty(),
                stage.cluster()::story);
        var fenced = stage.fencedSince(at);
        assertThat(fenced).hasSize(1).isSubsetOf(others);
        stage.awaitAllRunning("without " + fenced, stage.allBut(fenced.get(0)));
        stage.judge(at, fenced);
    }

    /** Which of its links breaks first is chance: of two that do not hear each other, the other one may be the one to go. */
    @Test
    void aHostThatLosesPacketsLeavesAMajorityAtWork() throws IOException {
        var at = AgentLog.now();

        stage.cluster().lose(stage.follower(), 30);
        Await.holds("two of three go on", A_WHILE, () -> stage.fencedSince(at).size() <= 1, stage.cluster()::story);

        stage.cluster().mend();
        stage.awaitAllBack("after all packets arrive again");
        stage.assertKept();
    }

    /** Its connections come back one by one: a peer that it does not hear for longer may be fenced in its place. */
    @Test
    void aHostWhoseLinkFlapsLeavesAMajorityAtWork() throws IOException {
        var sick = stage.follower();
        var network = stage.cluster().network();

        for (var cut = 0; cut < 10 && stage.cluster().isOn(sick); cut++) {
            network.cut(sick);
            majorityIsOnForASecond();
            if (stage.cluster().isOn(sick)) {
                network.mend(sick);
                majorityIsOnForASecond();
            }
        }

        stage.cluster().mend();
        stage.awaitAllBack("after the link of " + sick + " is well again");
        stage.assertKept();
    }

    private void majorityIsOnForASecond() {
        Await.holds(
                "two of three hosts are on",
                Duration.ofSeconds(1),
                () -> stage.names().stream().filter(stage.cluster()::isOn).count() >= 2,
                stage.cluster()::story);
    }

    @Test
    void aPausedNodeIsFencedAndTakenOver() throws IOException {
        pause(stage.follower());
    }

    /** What a paused node does when it wakes before it is fenced: {@link SleeperIT}. */
    @Test
    void aPausedDcIsFencedAndTakenOver() throws IOException {
        pause(stage.dc());
    }

    private void pause(String victim) throws IOException {
        var at = AgentLog.now();

        stage.cluster().pause(victim);
        lost(victim + " paused", at, victim);
    }

    @Test
    void whereTheFirstLevelFailsTheSecondFences() throws IOException {
        stage.configure(new Stage.Extras("", broken(), levels()));
        var victim = stage.follower();
        var at = AgentLog.now();

        stage.cluster().cutLink(victim);

        lost("link of " + victim + " cut, first level broken", at, victim);
    }

    private String broken() {
        return """
                <primitive id="broken" class="stonith" type="fence_switch">
                  <instance_attributes id="broken-params">
                    <nvpair id="broken-hosts" name="pcmk_host_list" value="n1 n2 n3"/>
                    <nvpair id="broken-check" name="pcmk_host_check" value="static-list"/>
                    <nvpair id="broken-dir" name="dir" value="%s"/>
                    <nvpair id="broken-is" name="broken" value="yes"/>
                  </instance_attributes>
                </primitive>
                """.formatted(stage.cluster().directory());
    }

    private static String levels() {
        var levels = new StringBuilder("<fencing-topology>");
        for (var name : List.of("n1", "n2", "n3")) {
            for (var level : List.of(1, 2)) {
                levels.append("<fencing-level id=\"%s-%d\" target=\"%s\" index=\"%d\" devices=\"%s\"/>"
                        .formatted(name, level, name, level, level == 1 ? "broken" : "power"));
            }
        }
        return levels + "</fencing-topology>";
    }

    @Test
    void withoutTheThirdTheOtherTwoFenceItAtAColdStart() throws IOException {
        stage.names().forEach(stage.cluster()::off);
        for (var name : stage.names()) {
            stage.cluster()
                    .agents()
                    .append(new AgentEvent(AgentLog.now(), name, "-", "fence", AgentEvent.Phase.END, "0"));
        }
        var from = AgentLog.now();
        var present = List.of("n1", "n2");

        present.forEach(stage.cluster()::boot);

        stage.awaitAllRunning("without n3", present);
        stage.judge(from, List.of("n3"));
    }
}
