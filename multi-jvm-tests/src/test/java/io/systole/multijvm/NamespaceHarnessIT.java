package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The hosts, the disk and the power switch of the other tests do what they are trusted to do. No Systole runs here. */
class NamespaceHarnessIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @BeforeAll
    static void needsRootAndNamespaces() {
        Obstacles.skipUnlessNamespaces();
    }

    @Test
    void aDiskThatIsMountedTwiceIsSeenAndAMoveIsNot() throws IOException {
        var cluster = NamespaceCluster.create("default");
        try (cluster;
                var mounts = MountWatch.start(cluster.disk().device(), cluster::hosts)) {
            var one = cluster.bootHost("n1");
            var other = cluster.bootHost("n2");

            one.mustRun("mount", cluster.disk().device(), "/srv/web");
            Await.until("the mount is seen", LIMIT, () -> mounts.changes().size() == 1);
            one.mustRun("umount", "/srv/web");
            Await.until("the end of it is seen", LIMIT, () -> mounts.changes().size() == 2);
            other.mustRun("mount", cluster.disk().device(), "/srv/web");
            Await.until("the move is seen", LIMIT, () -> mounts.changes().size() == 3);
            assertThat(mounts.disasters()).isEmpty();

            one.mustRun("mount", cluster.disk().device(), "/srv/web");
            Await.until("the disaster is seen", LIMIT, () -> !mounts.disasters().isEmpty());
        }
        Harness.deleteTree(cluster.directory());
    }

    @Test
    void aCrashKeepsWhatTheKernelHoldsAndFencingTakesItAway() throws IOException {
        var cluster = NamespaceCluster.create("default");
        try (cluster) {
            var victim = cluster.bootHost("n1");
            var other = cluster.bootHost("n2");
            victim.mustRun("mount", cluster.disk().device(), "/srv/web");
            victim.mustRun("ip", "address", "add", NamespaceCluster.VIRTUAL_ADDRESS + "/24", "dev", "eth0");
            victim.mustRun("sh", "-c", "sleep 1000 </dev/null >/dev/null 2>&1 &");
            var processes = victim.processes();
            assertThat(processes).hasSizeGreaterThanOrEqualTo(2);

            cluster.crash("n1");
            assertThat(cluster.disk().isMountedAnywhere())
                    .as("the file system stays mounted")
                    .isTrue();
            assertThat(answers(other, NamespaceCluster.VIRTUAL_ADDRESS))
                    .as("the address stays")
                    .isTrue();

            var fenced = fence(cluster, other, "n1");
            assertThat(fenced.exit()).as(fenced.text()).isZero();
            assertThat(processes).noneMatch(Proc::isAlive);
            assertThat(cluster.disk().isMountedAnywhere()).isFalse();
            assertThat(cluster.network().hasPort("n1")).isFalse();
            assertThat(cluster.agents().events())
                    .extracting(AgentEvent::action, AgentEvent::result)
                    .containsExactly(tuple("fault", "killed"), tuple("fence", "n2"), tuple("fence", "0"));
        }
        Harness.deleteTree(cluster.directory());
    }

    @Test
    void aCutLinkSeparatesAHostThatGoesOn() throws IOException {
        var cluster = NamespaceCluster.create("default");
        try (cluster) {
            var victim = cluster.bootHost("n1");
            var other = cluster.bootHost("n2");
            Await.until("n2 reaches n1", LIMIT, () -> answers(other, "10.77.0.1"));

            cluster.cutLink("n1");

            assertThat(answers(other, "10.77.0.1")).isFalse();
            assertThat(victim.isUp()).isTrue();
        }
        Harness.deleteTree(cluster.directory());
    }

    /** Asked by ARP in the end: a closed port of a host that is there answers at once. */
    private static boolean answers(Host from, String address) {
        var asked = from.run("timeout", "1", "bash", "-c", "exec 3<>/dev/tcp/" + address + "/9");
        return asked.err().contains("Connection refused");
    }

    private static Command.Answer fence(NamespaceCluster cluster, Host executor, String target) {
        Path agent = cluster.directory().resolve("fence/fence_switch");
        return executor.run(
                "sh",
                "-c",
                "printf 'action=reboot\\nnodename=%s\\ndir=%s\\n' " + target + " " + cluster.directory() + " | "
                        + agent);
    }
}
