package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A cluster of Pacemaker and Corosync is taken over as docs/operations/import.md has it, from the moment on in which both were
 * stopped in maintenance: Debian's agents have been started by somebody else, and are not started again.
 */
class TakeoverOfPacemakerIT {
    private static final String COROSYNC = """
            totem {
                version: 2
                cluster_name: office
                transport: knet
                crypto_cipher: aes256
                crypto_hash: sha256
            }
            nodelist {
                node {
                    ring0_addr: 10.77.0.1
                    name: n1
                    nodeid: 1
                }
                node {
                    ring0_addr: 10.77.0.2
                    name: n2
                    nodeid: 2
                }
                node {
                    ring0_addr: 10.77.0.3
                    name: n3
                    nodeid: 3
                }
            }
            quorum {
                provider: corosync_votequorum
            }
            """;
    private static final String CIB = """
            <cib crm_feature_set="3.16.2" validate-with="pacemaker-3.9" epoch="41" num_updates="7" admin_epoch="0" have-quorum="1" dc-uuid="2">
              <configuration>
                <crm_config>
                  <cluster_property_set id="cib-bootstrap-options">
                    <nvpair id="cib-bootstrap-options-cluster-infrastructure" name="cluster-infrastructure" value="corosync"/>
                    <nvpair id="cib-bootstrap-options-stonith-enabled" name="stonith-enabled" value="false"/>
                  </cluster_property_set>
                </crm_config>
                <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/><node id="3" uname="n3"/></nodes>
                <resources>
                  <primitive id="web" class="ocf" provider="heartbeat" type="Dummy">
                    <operations><op id="web-m" name="monitor" interval="1s"/></operations>
                  </primitive>
                  <group id="pair">
                    <primitive id="left" class="ocf" provider="heartbeat" type="Dummy"/>
                    <primitive id="right" class="ocf" provider="heartbeat" type="Dummy"/>
                  </group>
                  <clone id="all">
                    <primitive id="every" class="ocf" provider="heartbeat" type="Dummy"/>
                  </clone>
                  <primitive id="idle" class="ocf" provider="heartbeat" type="Dummy">
                    <meta_attributes id="idle-m"><nvpair id="idle-t" name="target-role" value="Stopped"/></meta_attributes>
                  </primitive>
                </resources>
                <constraints>
                  <rsc_location id="web-likes-n1" rsc="web" node="n1" score="50"/>
                </constraints>
                <rsc_defaults>
                  <meta_attributes id="d"><nvpair id="d-s" name="resource-stickiness" value="100"/></meta_attributes>
                </rsc_defaults>
              </configuration>
              <status>
                <node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member"><lrm id="1"><lrm_resources/></lrm></node_state>
              </status>
            </cib>
            """;
    /** What runs where, as Pacemaker left it: RESOURCE@NODE. */
    private static final List<String> RUNS =
            List.of("web@n2", "left@n3", "right@n3", "every@n1", "every@n2", "every@n3");

    @Test
    void whatRunsIsAdoptedAndNothingIsStartedOrStopped() throws Exception {
        Obstacles.skipUnlessNamespaces();
        Harness.warmUp();
        try (var cluster = NamespaceCluster.create("default")) {
            cluster.names().forEach(cluster::bootHost);
            RUNS.forEach(what -> agent(cluster, what, "start"));
            var before = states(cluster);
            assertThat(before.keySet()).containsExactlyInAnyOrderElementsOf(RUNS);
            write(cluster);

            // As the unit has it.
            cluster.names().forEach(name -> cluster.restart(name, Map.of("HA_RSCTMP", "/run/resource-agents")));
            Await.until(
                    "all are online",
                    LoopbackCluster.GENEROUS,
                    () -> cluster.cib("n1").online().equals(new TreeSet<>(cluster.names())),
                    cluster::story);
            var applied = cluster.cli(
                    "n1",
                    arguments(cluster, "--apply", "--yes", "--forbid=stop,move,start,restart")
                            .toArray(String[]::new));
            assertThat(applied.exit()).as(applied.text()).isZero();
            Await.until(
                    "what runs is adopted",
                    LoopbackCluster.GENEROUS,
                    () -> adopted(cluster.cli("n1", "status").out()),
                    () -> cluster.cli("n1", "status").text() + cluster.story());
            var last = cluster.cli("n1", "property", "set", "maintenance-mode=false");
            assertThat(last.exit()).as(last.text()).isZero();
            Await.until(
                    "the monitor of web begins",
                    LoopbackCluster.GENEROUS,
                    () -> cluster.cib("n1").xml().contains("web_monitor_1000"),
                    cluster::story);

            assertThat(adopted(cluster.cli("n1", "status").out())).isTrue();
            assertThat(states(cluster)).as("no state file was made anew").isEqualTo(before);
        }
    }

    /** Takes the files over, with what only this test needs below them. */
    private static void write(NamespaceCluster cluster) throws IOException {
        var directory = cluster.directory();
        Files.writeString(directory.resolve("corosync.conf"), COROSYNC);
        Files.writeString(directory.resolve("cib.xml"), CIB);
        var taken = Command.run(Harness.systole(
                arguments(cluster, "--output-dir", directory.resolve("takeover").toString())));
        assertThat(taken.exit()).as(taken.text()).isZero();
        assertThat(taken.out())
                .contains("Differs:")
                .contains("crypto_cipher: aes256")
                .contains("maintenance-mode=true is set");
        var conf = Files.readString(directory.resolve("takeover/systole.conf"));
        var own = Files.readString(directory.resolve("systole.conf"));
        Files.writeString(directory.resolve("systole.conf"), own + "\n" + conf);
    }

    private static List<String> arguments(NamespaceCluster cluster, String... more) {
        var all = new ArrayList<>(List.of(
                "import",
                "--corosync",
                cluster.directory().resolve("corosync.conf").toString(),
                "--cib",
                cluster.directory().resolve("cib.xml").toString()));
        all.addAll(List.of(more));
        return all;
    }

    /** In maintenance the status lists each instance, else a clone in one line. */
    private static boolean adopted(String status) {
        return runs(status, "web", "n2")
                && runs(status, "left", "n3")
                && runs(status, "right", "n3")
                && (status.contains("Started: [ n1 n2 n3 ]")
                        || (runs(status, "every", "n1") && runs(status, "every", "n2") && runs(status, "every", "n3")));
    }

    private static boolean runs(String status, String resource, String node) {
        return status.lines()
                .anyMatch(line -> line.contains(" " + resource + "\t") && line.contains("Started " + node));
    }

    /** Runs an agent as the cluster manager that was there before did. */
    private static void agent(NamespaceCluster cluster, String what, String action) {
        var words = what.split("@");
        var command = "mkdir -p /run/resource-agents && OCF_ROOT=/usr/lib/ocf OCF_RESOURCE_INSTANCE=" + words[0]
                + " OCF_RESOURCE_TYPE=Dummy OCF_RESOURCE_PROVIDER=heartbeat OCF_RESKEY_CRM_meta_timeout=20000"
                + " /usr/lib/ocf/resource.d/heartbeat/Dummy " + action;
        cluster.host(words[1]).mustRun("sh", "-c", command);
    }

    /** The inode and the time of change of each agent's state: a stop or a start would change it. */
    private static SortedMap<String, String> states(NamespaceCluster cluster) {
        var states = new TreeMap<String, String>();
        for (var node : cluster.names()) {
            var found = cluster.host(node)
                    .run("sh", "-c", "stat -c '%n %i %Z' /run/resource-agents/Dummy-*.state 2>/dev/null");
            found.out().lines().forEach(line -> {
                var words = line.split(" ", 2);
                var resource = words[0].replaceAll(".*/Dummy-(.*)\\.state", "$1");
                states.put(resource + "@" + node, words[1]);
            });
        }
        return states;
    }
}
