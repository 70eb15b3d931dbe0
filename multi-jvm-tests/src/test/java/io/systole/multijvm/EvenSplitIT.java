package io.systole.multijvm;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Clusters of other sizes that fall apart: two nodes race, halves without a majority stop and fence nobody, a majority
 * fences the rest. Judged from what agents and power switch wrote down.
 */
class EvenSplitIT {
    private static final Duration A_WHILE = Duration.ofSeconds(4);
    private static final String DELAY = "<nvpair id=\"option-delay\" name=\"priority-fencing-delay\" value=\"5s\"/>";

    @BeforeAll
    static void needsRootAndNamespaces() {
        Obstacles.skipUnlessNamespaces();
    }

    /** What is done with a cluster that runs. */
    private interface Scene {
        void play(Stage stage) throws IOException;
    }

    private static void on(int hosts, Scene scene) throws IOException {
        on(hosts, "", scene);
    }

    /** With lines that are added to the configuration. */
    private static void on(int hosts, String more, Scene scene) throws IOException {
        var stage = Stage.form(hosts, more);
        try (stage) {
            scene.play(stage);
        }
        Harness.deleteTree(stage.cluster().directory());
    }

    /** And without any delay the younger member does, in a race that only one survives. */
    @Test
    void ofTwoThatDoNotHearEachOtherTheOneWithTheWorkFencesTheOther() throws IOException {
        on(2, stage -> {
            stage.configure(new Stage.Extras(DELAY, "", ""));
            var home = stage.awaitAllRunning("with a delay for whoever has less work", stage.names());
            var at = AgentLog.now();

            stage.cluster().split(List.of(Set.of("n1"), Set.of("n2")));

            stage.awaitAllRunning("after the split", List.of(home));
            stage.judge(at, stage.allBut(home));
            stage.cluster().mend();
            stage.awaitAllBack("after the mending");
            stage.judge(at, stage.allBut(home));

            stage.configure(Stage.Extras.NONE);
            stage.awaitAllRunning("without any delay", stage.names());
            var older = stage.dc();
            var later = AgentLog.now();
            stage.cluster().split(List.of(Set.of("n1"), Set.of("n2")));
            stage.awaitAllRunning("after the second split", stage.allBut(older));
            stage.judge(later, List.of(older));
        });
    }

    /** A delay for the fencing of one node lets that one win, whatever it runs. */
    @Test
    void ofTwoThatDoNotHearEachOtherTheOneWhoseFencingIsHeldBackSurvives() throws IOException {
        on(2, stage -> {
            stage.configure(new Stage.Extras("", waiting(stage), TOPOLOGY));
            stage.awaitAllRunning("with a device that waits before it fences n2", stage.names());
            var at = AgentLog.now();

            stage.cluster().split(List.of(Set.of("n1"), Set.of("n2")));

            stage.awaitAllRunning("after the split", List.of("n2"));
            stage.judge(at, List.of("n1"));
        });
    }

    private static final String TOPOLOGY = """
            <fencing-topology>
            <fencing-level id="n1-1" target="n1" index="1" devices="waiting"/>
            <fencing-level id="n2-1" target="n2" index="1" devices="waiting"/>
            </fencing-topology>
            """;

    private static String waiting(Stage stage) {
        return """
                <primitive id="waiting" class="stonith" type="fence_switch">
                  <instance_attributes id="waiting-params">
                    <nvpair id="waiting-hosts" name="pcmk_host_list" value="n1 n2"/>
                    <nvpair id="waiting-delay" name="pcmk_delay_base" value="n1:0s;n2:6s"/>
                    <nvpair id="waiting-dir" name="dir" value="%s"/>
                  </instance_attributes>
                </primitive>
                """.formatted(stage.cluster().directory());
    }

    @Test
    void twoHalvesOfFourStopAllAndFenceNobody() throws IOException {
        on(4, stage -> nobodyHasQuorum(stage, List.of(Set.of("n1", "n2"), Set.of("n3", "n4"))));
    }

    /** Once only the two are counted, the deciding one of them is enough. */
    @Test
    void theHalfOfFourWithTheDecidingNodeFencesTheOtherHalfAndThenItsLastNodeTheOther() throws IOException {
        var rules = "quorum { auto-tie-breaker = lowest, last-man-standing = true, last-man-standing-window = 1s }";
        on(4, rules, stage -> {
            var at = AgentLog.now();

            stage.cluster().split(List.of(Set.of("n1", "n2"), Set.of("n3", "n4")));
            stage.awaitAllRunning("after the split", List.of("n1", "n2"));
            stage.judge(at, List.of("n3", "n4"));

            Await.until(
                    "only two are counted",
                    LoopbackCluster.GENEROUS,
                    () -> stage.cluster().cli("n1", "quorum", "status").text().contains("2 of 2 votes"),
                    stage.cluster()::story);
            stage.cluster().cutLink("n2");
            stage.awaitAllRunning("after the last cut", List.of("n1"));
            stage.judge(at, List.of("n2", "n3", "n4"));
        });
    }

    @Test
    void threeOfFiveFenceTheTwoAndTwoTwoOneFenceNobody() throws IOException {
        on(5, stage -> {
            var few = Set.of(stage.dc(), stage.follower());
            var many = new ArrayList<>(stage.names());
            many.removeAll(few);
            var at = AgentLog.now();

            stage.cluster().split(List.of(few, Set.copyOf(many)));

            stage.awaitAllRunning("after the split", many);
            stage.judge(at, few.stream().sorted().toList());
            stage.heal();
            nobodyHasQuorum(stage, List.of(Set.of("n1", "n2"), Set.of("n3", "n4"), Set.of("n5")));
        });
    }

    /** All stop what they run; nobody is fenced, and when they hear each other again all goes on. */
    private static void nobodyHasQuorum(Stage stage, List<Set<String>> parts) throws IOException {
        var at = AgentLog.now();

        stage.cluster().split(parts);

        stage.awaitNothingOn(stage.names());
        Await.holds("nobody is fenced", A_WHILE, () -> stage.fencedSince(at).isEmpty(), stage.cluster()::story);
        stage.cluster().mend();
        stage.awaitAllBack("after the mending");
        stage.assertKept();
    }
}
