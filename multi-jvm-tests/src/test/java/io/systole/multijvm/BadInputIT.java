package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Bad input to a running cluster: the answer says where, what and what to do; no node dies of it; the last good state
 * stays and goes on running undisturbed.
 */
class BadInputIT {
    private static final long RESIDENT_MAX_KIB = 400 * 1024;

    @RegisterExtension
    static final LoopbackExtension LOOPBACK = new LoopbackExtension(List.of("n2"));

    private final LoopbackCluster cluster = LOOPBACK.cluster();
    private final Drill drill = new Drill(cluster);
    private CibView before = CibView.NONE;

    @BeforeEach
    void heal() throws IOException {
        drill.baseline();
        before = cluster.at("n1").cib();
    }

    /** Whatever was put in, the nodes live, see each other, and the resources that were well still are. */
    @AfterEach
    void noHarmWasDone() {
        for (var name : LoopbackCluster.NAMES) {
            assertThat(cluster.node(name).isAlive())
                    .as(name + " lives\n" + cluster.node(name).logTail())
                    .isTrue();
        }
        cluster.awaitFormed(System.nanoTime());
        drill.awaitAllRunning("after bad input", LoopbackCluster.NAMES);
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
    }

    @Test
    void aCibThatIsNoXmlIsRefusedWithItsLine() throws IOException {
        refused("<cib>\n  <configuration>\n    <crm_config>\n  </configuration>\n</cib>\n", "line", "4");
    }

    @Test
    void aCibWithAnUnknownElementIsRefusedWithLineAndElement() throws IOException {
        refused(with("<primitve id=\"typo\" class=\"ocf\" provider=\"drill\" type=\"Worker\"/>"), "line", "primitve");
    }

    @Test
    void allFaultsOfACibAreToldAtOnce() throws IOException {
        refused(
                with("<primitive id=\"power\" class=\"ocf\" provider=\"drill\" type=\"Worker\"/>"
                        + "<primitive class=\"ocf\" provider=\"drill\" type=\"Worker\"/>"),
                "power",
                "id");
    }

    @Test
    void aCibFileThatCannotBeReadIsNamed() {
        var answer = cluster.cli("n1", "cib", "replace", cluster.directory() + "/no-such-file.xml");

        assertThat(answer.exit()).as(answer.text()).isNotZero();
        assertThat(answer.err()).contains("no-such-file.xml");
    }

    @Test
    void aMissingAgentFailsAloneAndIsShown() throws IOException {
        var answer = cluster.at("n2").replaceCib(with(primitive("ghost", "Missing", "none")));

        assertThat(answer.ok()).as(answer.toString()).isTrue();
        awaitStatus("ghost", "not installed");
        remove("ghost");
    }

    @Test
    void aHangingAgentIsKilledWithAllItsChildrenWhileTheRestGoesOn() throws IOException {
        var answer = cluster.at("n2").replaceCib(with(primitive("sloth", "Naughty", "hang")));

        assertThat(answer.ok()).as(answer.toString()).isTrue();
        Await.until(
                "the hanging start runs",
                LoopbackCluster.GENEROUS,
                () -> !Proc.marked("DRILL_HUNG=yes").isEmpty(),
                cluster::story);
        assertThat(cluster.at("n1").get("/v1/status").ok())
                .as("nothing is blocked by it")
                .isTrue();
        awaitStatus("sloth", "(?i)timed out");
        remove("sloth");
        Await.until(
                "nothing of the hanging agent is left",
                LoopbackCluster.GENEROUS,
                () -> Proc.marked("DRILL_HUNG=yes").isEmpty(),
                cluster::story);
    }

    @Test
    void anAgentThatPrintsGarbageDoesNotSpoilTheCib() throws IOException {
        var answer = cluster.at("n2").replaceCib(with(primitive("noise", "Naughty", "garbage")));

        assertThat(answer.ok()).as(answer.toString()).isTrue();
        awaitStatus("noise", "Started");
        assertThat(cluster.at("n1").cib().has("primitive", "noise")).isTrue();
        remove("noise");
    }

    @Test
    void anAgentThatPrintsMegabytesIsReadToItsEndButNotKept() throws IOException {
        var answer = cluster.at("n2").replaceCib(with(primitive("flood", "Naughty", "megabytes")));

        assertThat(answer.ok()).as(answer.toString()).isTrue();
        awaitStatus("flood", "Started");
        for (var name : LoopbackCluster.NAMES) {
            assertThat(Proc.residentKib(cluster.node(name).pid()).orElseThrow())
                    .as("resident KiB of " + name)
                    .isLessThan(RESIDENT_MAX_KIB);
            assertThat(cluster.at(name).cib().xml().length()).isLessThan(1024 * 1024);
        }
        remove("flood");
    }

    @Test
    void aRequestWithoutTheTokenIsRefused() throws IOException {
        var door = Management.Door.of(cluster.config().run("n1"));

        var answer = Management.send(new Management.Door(door.url(), "wrong"), "GET", "/v1/cib", "");

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void aSecondNodeWithATakenNameIsTurnedAwayAndSaysWhy() throws IOException {
        var port = LoopbackCluster.freePorts(1).get(0);
        var text = cluster.config()
                .text()
                .replaceFirst("(name = n3, addresses = \\[\"127.0.0.1\"\\], port = )\\d+", "$1" + port)
                .replace("/state\"", "/state-impostor\"")
                .replace("/run\"", "/run-impostor\"");
        var file = cluster.config().write("impostor.conf", text);

        var impostor = NodeProcess.start(
                "n3",
                Harness.systole(List.of("node", "--config", file.toString(), "--node", "n3")),
                cluster.marks("impostor"),
                cluster.directory().resolve("impostor.log"));

        Await.until(
                "the impostor says why it stays out",
                LoopbackCluster.GENEROUS,
                () -> impostor.log().contains("the name n3 is taken by the node at 127.0.0.1:"),
                impostor::logTail);
        assertThat(impostor.log())
                .as("and what to do")
                .contains("give the node at 127.0.0.1:" + port + " another name");
        assertThat(cluster.at("n1").cib().online()).containsExactlyElementsOf(LoopbackCluster.NAMES);
        impostor.sigkill();
        assertThat(cluster.at("n1").cib().online()).containsExactlyElementsOf(LoopbackCluster.NAMES);
    }

    @Test
    void aStateDirectoryThatFailsWhileRunningLosesNothing() throws IOException {
        var disk = new StateDisk(cluster.config().state("n2"));
        disk.fail(cluster.node("n2").pid());
        try {
            // more than what the last page of a file that is there may still take
            var late = primitive("late", "Worker", "none")
                    .replaceFirst("<primitive ", "<primitive description=\"" + "x".repeat(8192) + "\" ");
            var answer = cluster.at("n1").replaceCib(with(late));

            assertThat(answer.ok())
                    .as("not on all disks, so not done: " + answer)
                    .isFalse();
            assertThat(answer.body()).as("says where").contains("n2");
            assertThat(cluster.node("n2").isAlive())
                    .as(cluster.node("n2").logTail())
                    .isTrue();
        } finally {
            disk.heal(cluster.node("n2").pid());
        }
        Await.until(
                "a change can be made again",
                LoopbackCluster.GENEROUS,
                () -> cluster.at("n1")
                        .replaceCib(Drill.cib(cluster, drill.officeNode()))
                        .ok(),
                cluster::story);
    }

    private void refused(String cib, String... told) throws IOException {
        var file = Files.writeString(cluster.directory().resolve("bad.xml"), cib);

        var answer = cluster.cli("n1", "cib", "replace", file.toString());

        assertThat(answer.exit()).as(answer.text()).isEqualTo(4);
        assertThat(answer.err()).contains(told);
        assertThat(cluster.at("n1").cib().epoch())
                .as("the last good state stays")
                .isEqualTo(before.epoch());
    }

    /** The drill's CIB with one more resource. */
    private String with(String resource) throws IOException {
        return Drill.cib(cluster, drill.officeNode()).replace("</resources>", resource + "</resources>");
    }

    private String primitive(String id, String type, String how) {
        return """
                <primitive id="%s" class="ocf" provider="drill" type="%s">
                  <instance_attributes id="%s-params">
                    <nvpair id="%s-how" name="how" value="%s"/><nvpair id="%s-dir" name="dir" value="%s"/>
                  </instance_attributes>
                  <operations><op id="%s-start" name="start" interval="0" timeout="%s"/></operations>
                </primitive>
                """.formatted(id, type, id, id, how, id, cluster.directory(), id, how.equals("hang") ? "3s" : "60s");
    }

    /** Takes the addition away again, and waits until the cluster is at rest without it. */
    private void remove(String resource) throws IOException {
        cluster.configure(Drill.cib(cluster, drill.officeNode()));
        awaitGone(resource);
    }

    private void awaitGone(String resource) {
        Await.until(
                "at rest without " + resource,
                LoopbackCluster.GENEROUS,
                () -> !cluster.at("n1").cib().has("primitive", resource)
                        && !runsAnywhere(resource)
                        && cluster.at("n1").statusText().contains("Transition: idle"),
                cluster::story);
    }

    /** By the history of the resource's operations: the last on each node is no start. */
    private boolean runsAnywhere(String resource) throws IOException {
        return cluster.at("n1").cib().elements("lrm_rsc_op").stream()
                .anyMatch(op -> op.getAttribute("id").equals(resource + "_last_0")
                        && op.getAttribute("operation").equals("start"));
    }

    private void awaitStatus(String resource, String pattern) {
        var wanted = Pattern.compile(pattern);
        Await.until(
                "the status says of " + resource + ": " + pattern,
                LoopbackCluster.GENEROUS,
                () -> cluster.at("n3")
                        .statusText()
                        .lines()
                        .anyMatch(line ->
                                line.contains(resource) && wanted.matcher(line).find()),
                () -> {
                    try {
                        return cluster.at("n3").statusText() + "\n" + cluster.story();
                    } catch (IOException failure) {
                        return failure + "\n" + cluster.story();
                    }
                });
    }
}
