package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Debian's fence_ipmilan against one simulated board a host, whose power commands really end and start the host: rehearsal,
 * a crash, a board that lies, and a node that only a person's word can take out. Judged by the boards' own record, by the hosts, and by what the cluster says.
 */
class IpmiIT {
    private static final Duration GENEROUS = Duration.ofMinutes(2);
    private static final List<String> NAMES = NamespaceCluster.NAMES;

    @BeforeAll
    static void needsBoards() {
        Obstacles.skipUnlessNamespaces();
        Obstacles.skipUnlessInstalled(List.of("ipmi_sim", "ipmitool", "fence_ipmilan"));
    }

    @Test
    void aCrashedHostIsRestartedByItsBoardAndABoardThatLiesIsFoundOut() throws IOException {
        var cluster = NamespaceCluster.create("default");
        try (cluster) {
            var power = new Power(cluster);
            try (var boards = Boards.start(cluster.directory(), cluster.network(), power, NAMES)) {
                try {
                    Harness.warmUp();
                    NAMES.forEach(cluster::boot);
                    cluster.awaitOnline("n1", NAMES);
                    configure(cluster);
                    rehearsal(cluster);
                    crash(cluster, boards, power);
                    lie(cluster, boards);
                    confirm(cluster, boards);
                } catch (Throwable failure) {
                    System.out.println("FAILED\n" + cluster.story() + "\nboards: " + boards.requests());
                    throw failure;
                }
            }
        }
        Harness.deleteTree(cluster.directory());
    }

    /** Booted hosts start Systole, as a host does. */
    private record Power(NamespaceCluster cluster) implements PowerSwitch.Outlets {
        @Override
        public boolean isOn(String host) {
            return cluster.isOn(host);
        }

        @Override
        public void off(String host) {
            cluster.off(host);
        }

        @Override
        public void on(String host) {
            if (!cluster.isOn(host)) {
                cluster.boot(host);
            }
        }
    }

    private static void configure(NamespaceCluster cluster) throws IOException {
        var devices = new StringBuilder();
        for (var name : NAMES) {
            devices.append("""
                    <primitive id="ipmi-%1$s" class="stonith" type="fence_ipmilan">
                      <instance_attributes id="ipmi-%1$s-params">
                        <nvpair id="ipmi-%1$s-hosts" name="pcmk_host_list" value="%1$s"/>
                        <nvpair id="ipmi-%1$s-proof" name="systole_proof" value="require"/>
                        <nvpair id="ipmi-%1$s-ip" name="ip" value="%2$s"/>
                        <nvpair id="ipmi-%1$s-user" name="username" value="%3$s"/>
                        <nvpair id="ipmi-%1$s-pass" name="password" value="%4$s"/>
                        <nvpair id="ipmi-%1$s-plus" name="lanplus" value="1"/>
                        <nvpair id="ipmi-%1$s-cipher" name="cipher" value="3"/>
                        <nvpair id="ipmi-%1$s-wait" name="power_wait" value="0"/>
                      </instance_attributes>
                    </primitive>
                    """.formatted(name, Boards.address(NAMES, name), Boards.USER, Boards.PASSWORD));
        }
        var cib = Files.writeString(cluster.directory().resolve("cib.xml"), """
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0"><configuration>
                <crm_config/><nodes/><resources>%s</resources><constraints/></configuration><status/></cib>
                """.formatted(devices));
        var replaced = cluster.cli("n1", "cib", "replace", cib.toString());
        assertThat(replaced.exit()).as(replaced.text()).isZero();
    }

    private static void rehearsal(NamespaceCluster cluster) {
        Await.until(
                "every node can be fenced, as the checks tell",
                GENEROUS,
                () -> {
                    var check = cluster.cli("n2", "fence", "check");
                    return check.exit() == 0
                            && NAMES.stream().allMatch(name -> check.out().contains(name + ": can be fenced"));
                },
                () -> cluster.cli("n2", "fence", "check").text() + cluster.story());
        System.out.println(cluster.cli("n2", "fence", "check").out());
    }

    private static void crash(NamespaceCluster cluster, Boards boards, Power power) {
        var at = System.nanoTime();
        var before = cluster.host("n1").init();
        cluster.crash("n1");

        Await.until(
                "n1 is fenced, booted by its board and a member again",
                GENEROUS,
                () -> power.isOn("n1")
                        && cluster.host("n1").init() != before
                        && cluster.cib("n2").online().equals(new TreeSet<>(NAMES)),
                cluster::story);

        System.out.printf("n1 is back %d ms after its crash%n", (System.nanoTime() - at) / 1_000_000);
        assertThat(boards.requests())
                .anyMatch(line -> line.endsWith("n1 asks: off n1"))
                .anyMatch(line -> line.endsWith("n1 asks: on n1"))
                .noneMatch(line -> line.endsWith("off n2") || line.endsWith("off n3"));
        var history = cluster.cli("n3", "fence", "history", "n1");
        assertThat(history.out()).as(history.text()).contains("reboot of n1 done in ", " by ipmi-n1, led by n2");
        assertThat(cluster.cli("n3", "status").out()).doesNotContain("never restarted");
    }

    /** The board says that it took the power, but the host lives on, and so does its boot id when its node comes back. */
    private static void lie(NamespaceCluster cluster, Boards boards) throws IOException {
        boards.lie("n1");
        cluster.crash("n1");
        Await.until(
                "n1 is said to be fenced",
                GENEROUS,
                () -> cluster.cli("n2", "fence", "history", "n1").out().lines().count() == 2,
                cluster::story);

        cluster.restart("n1");
        Await.until(
                "it is found out that n1 was not restarted",
                GENEROUS,
                () -> cluster.cli("n2", "status").out().contains("fence device ipmi-n1 said that it had fenced n1"),
                cluster::story);

        var check = cluster.cli("n3", "fence", "check");
        assertThat(check.exit()).as(check.text()).isEqualTo(1);
        assertThat(check.out()).contains("n1: CANNOT BE FENCED", "ipmi-n1 is not trusted");
        assertThat(cluster.cli("n3", "fence", "trust", "ipmi-n1").exit()).isZero();
        Await.until(
                "it is trusted again everywhere",
                GENEROUS,
                () -> cluster.cli("n2", "fence", "check").exit() == 0,
                cluster::story);
    }

    /** With the boards gone nothing can be fenced, until a person says so; and not of a node that can be reached. */
    private static void confirm(NamespaceCluster cluster, Boards boards) {
        boards.fail();
        cluster.off("n3");
        var lost = "node n3 is lost and not yet proven dead";
        Await.until(
                "n3 is lost", GENEROUS, () -> cluster.cli("n1", "status").out().contains(lost), cluster::story);

        var unsure = cluster.cli("n1", "fence", "confirm", "n3");
        assertThat(unsure.exit()).as(unsure.text()).isEqualTo(4);
        assertThat(unsure.text()).contains("data is damaged");
        var reachable = cluster.cli("n1", "fence", "confirm", "n2", "--yes");
        assertThat(reachable.exit()).as(reachable.text()).isEqualTo(4);
        assertThat(reachable.text()).contains("n2 is a member and can be reached");
        assertThat(cluster.cli("n1", "status").out()).contains(lost);

        var confirmed = cluster.cli("n1", "fence", "confirm", "n3", "--yes");
        assertThat(confirmed.exit()).as(confirmed.text()).isZero();
        Await.until(
                "n3 is out", GENEROUS, () -> !cluster.cli("n2", "status").out().contains(lost), cluster::story);
        assertThat(cluster.cli("n2", "fence", "history", "n3").out())
                .contains(" by a person's word, led by n1; asked for by ");
    }
}
