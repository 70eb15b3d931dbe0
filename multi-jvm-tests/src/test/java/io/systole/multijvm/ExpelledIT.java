package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A device says that it fenced a node that runs on. The others take the node for dead, and it must not run anything any
 * more: it stops what it runs and ends, or has its kernel restart the host, as {@code fencing.when-expelled} says. The
 * kernel is a file that is mounted over its trigger; where a kernel has none, the node has to leave all the same.
 */
class ExpelledIT {
    private static final Path KERNEL = Path.of("/proc/sysrq-trigger");
    private static final String STAND_IN = "/run/sysrq-trigger";

    @BeforeAll
    static void needsRootAndNamespaces() {
        Obstacles.skipUnlessNamespaces();
    }

    @Test
    void aNodeThatIsReportedAsFencedLeavesAndWhereItIsToldToHasItsHostRestarted() throws IOException {
        var stage = Stage.form(3, "");
        try (stage) {
            var victim = stage.allBut(stage.home()).get(0);
            stage.configure(new Stage.Extras("", liar(stage), topology(victim)));
            stage.awaitAllRunning("with a device that lies", stage.names());

            standInForTheKernel(stage, victim);
            lie(stage, victim);
            awaitLeft(stage, victim);
            assertThat(log(stage, victim)).contains("SY-N007").doesNotContain("SY-N008");
            assertThat(trigger(stage, victim)).isEmptyFile();

            stage.cluster().off(victim);
            stage.cluster()
                    .config()
                    .write(
                            "systole.conf",
                            stage.cluster().config().text() + "\nsystole.fencing.when-expelled = fence\n");
            stage.cluster().bootHost(victim);
            standInForTheKernel(stage, victim);
            stage.cluster().restart(victim);
            stage.awaitAllRunning("after " + victim + " is back", stage.names());
            lie(stage, victim);
            if (Files.exists(KERNEL)) {
                Await.until(
                        "the kernel is told to restart the host",
                        LoopbackCluster.GENEROUS,
                        () -> Files.readString(trigger(stage, victim)).equals("b"),
                        stage.cluster()::story);
            } else {
                awaitLeft(stage, victim);
            }
            assertThat(log(stage, victim)).contains("SY-N008");
            stage.cluster().off(victim);

            stage.awaitAllBack("after " + victim + " is restarted");
            stage.assertKept();
        }
        Harness.deleteTree(stage.cluster().directory());
    }

    private static void awaitLeft(Stage stage, String victim) {
        Await.until(
                victim + " has stopped what it ran, and ended",
                LoopbackCluster.GENEROUS,
                () -> stage.cluster().jvms(victim).isEmpty()
                        && log(stage, victim).contains("which is no member any more, ends now"),
                stage.cluster()::story);
        stage.awaitNothingOn(List.of(victim));
    }

    /** Nothing that is written to the trigger may reach the real one: that is made sure of before the node is asked. */
    private static void standInForTheKernel(Stage stage, String victim) {
        stage.cluster()
                .host(victim)
                .mustRun(
                        "sh",
                        "-ec",
                        "touch \"$1\"; ! test -e \"$2\" || { mount --bind \"$1\" \"$2\"; test \"$(stat -f -c %T \"$2\")\" = tmpfs; }",
                        "sh",
                        STAND_IN,
                        KERNEL.toString());
    }

    private static Path trigger(Stage stage, String victim) {
        return Path.of("/proc/" + stage.cluster().host(victim).init() + "/root" + STAND_IN);
    }

    /** Has the victim fenced by somebody else. */
    private static void lie(Stage stage, String victim) {
        var answer = stage.cluster().cli(stage.home(), "node", "fence", victim);
        assertThat(answer.ok()).as(answer.text()).isTrue();
    }

    private static String log(Stage stage, String victim) throws IOException {
        return Files.readString(stage.cluster().config().log(victim));
    }

    private static String liar(Stage stage) {
        return """
                <primitive id="liar" class="stonith" type="fence_switch">
                  <instance_attributes id="liar-params">
                    <nvpair id="liar-hosts" name="pcmk_host_list" value="n1 n2 n3"/>
                    <nvpair id="liar-check" name="pcmk_host_check" value="static-list"/>
                    <nvpair id="liar-dir" name="dir" value="%s"/>
                    <nvpair id="liar-lies" name="lies" value="yes"/>
                  </instance_attributes>
                </primitive>
                """.formatted(stage.cluster().directory());
    }

    private static String topology(String victim) {
        return "<fencing-topology><fencing-level id=\"lie\" target=\"%s\" index=\"1\" devices=\"liar\"/></fencing-topology>"
                .formatted(victim);
    }
}
