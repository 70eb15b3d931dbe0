package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * No lost word between hosts whose links are cut and whose writers are paused: a client writes numbered changes through all
 * hosts, the one that is cut off included. {@code -Djournal.cuts=N} for more rounds.
 */
class JournalCutIT {
    private static final int ROUNDS = Integer.getInteger("journal.cuts", 4);

    @BeforeAll
    static void needsRootAndNamespaces() {
        Obstacles.skipUnlessNamespaces();
    }

    @Test
    void whatAClientWasToldIsThereWhoeverIsCutOffOrPaused() throws IOException {
        var cluster = NamespaceCluster.create("default");
        try (cluster) {
            try {
                rounds(cluster);
            } catch (Throwable failure) {
                System.out.println("FAILED\n" + cluster.story());
                throw failure;
            }
        }
        Harness.deleteTree(cluster.directory());
    }

    private static void rounds(NamespaceCluster cluster) throws IOException {
        Harness.warmUp();
        NamespaceCluster.NAMES.forEach(cluster::boot);
        cluster.awaitOnline("n1", NamespaceCluster.NAMES);
        var cib = Files.writeString(cluster.directory().resolve("cib.xml"), cib(cluster));
        var replaced = cluster.cli("n1", "cib", "replace", cib.toString());
        assertThat(replaced.exit()).as(replaced.text()).isZero();
        try (var scribe = Scribe.start(NamespaceCluster.NAMES, door(cluster), 1)) {
            var random = new Random(1);
            for (var round = 0; round < ROUNDS; round++) {
                round(cluster, scribe, random, round);
            }
            scribe.end();
            judge(cluster, scribe.written());
        }
    }

    /** Hosts can be fenced, and run nothing. */
    private static String cib(NamespaceCluster cluster) {
        return """
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0">
                  <configuration>
                    <crm_config/>
                    <nodes/>
                    <resources>
                      <primitive id="power" class="stonith" type="fence_switch">
                        <instance_attributes id="power-params">
                          <nvpair id="power-hosts" name="pcmk_host_list" value="n1 n2 n3"/>
                          <nvpair id="power-dir" name="dir" value="%s"/>
                        </instance_attributes>
                      </primitive>
                    </resources>
                    <constraints/>
                  </configuration>
                </cib>
                """.formatted(cluster.directory());
    }

    private static Scribe.Door door(NamespaceCluster cluster) {
        return (node, request, xml) -> {
            if (!cluster.isOn(node)) {
                return false;
            }
            var body = Files.writeString(cluster.directory().resolve("change.xml"), xml);
            return cluster.request(node, request, "POST", "/v1/cib/create?scope=crm_config", body)
                    .ok();
        };
    }

    /** The writer, or by turns another host, is cut off or paused until the others have fenced it; then it is booted. */
    private static void round(NamespaceCluster cluster, Scribe scribe, Random random, int round) throws IOException {
        gets(cluster, scribe, "before the fault");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(300)));
        var dc = cluster.cib("n1").dc();
        var victim = round % 4 < 3
                ? dc
                : NamespaceCluster.NAMES.stream()
                        .filter(name -> !name.equals(dc))
                        .findFirst()
                        .orElseThrow();
        if (round % 2 == 0) {
            cluster.cutLink(victim);
        } else {
            cluster.pause(victim);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_500 + random.nextInt(1_500)));
            cluster.wake(victim);
        }
        Await.until(
                victim + " is fenced",
                LoopbackCluster.GENEROUS,
                () -> !cluster.isOn(victim) || hasOutlasted(cluster, victim),
                cluster::story);
        gets(cluster, scribe, "after the fault");
        if (!cluster.isOn(victim)) {
            cluster.boot(victim);
        }
        cluster.awaitOnline(other(victim), NamespaceCluster.NAMES);
    }

    /** A pause that was too short for anybody to mind. */
    private static boolean hasOutlasted(NamespaceCluster cluster, String victim) throws IOException {
        return cluster.cib(other(victim)).online().containsAll(NamespaceCluster.NAMES)
                && cluster.cib(victim).online().containsAll(NamespaceCluster.NAMES);
    }

    private static String other(String name) {
        return NamespaceCluster.NAMES.stream()
                .filter(each -> !each.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void gets(NamespaceCluster cluster, Scribe scribe, String when) {
        var before = scribe.written().size();
        Await.until(
                "the client gets on " + when,
                LoopbackCluster.GENEROUS,
                () -> scribe.written().size() > before + 3,
                () -> scribe.stuck() + "\n" + cluster.story());
    }

    private static void judge(NamespaceCluster cluster, List<Scribe.Written> written) {
        Await.until(
                "all nodes have the same journal",
                LoopbackCluster.GENEROUS,
                () -> NamespaceCluster.NAMES.stream()
                                .map(name -> journal(cluster, name))
                                .distinct()
                                .count()
                        == 1,
                cluster::story);
        System.out.printf("%d rounds, %d changes told to be done%n", ROUNDS, written.size());
        assertThat(JournalRules.violations(journal(cluster, "n1"), written))
                .as(cluster.story())
                .isEmpty();
        assertThat(written).hasSizeGreaterThan(6 * ROUNDS);
    }

    private static List<String> journal(NamespaceCluster cluster, String node) {
        try {
            return JournalRules.requests(cluster.config().state(node));
        } catch (IOException failure) {
            throw new AssertionError("the journal of " + node, failure);
        }
    }
}
