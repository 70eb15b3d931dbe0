package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The hosts, the disk and the power switch of the other tests do what they are trusted to do. No Systole runs here. */
class NamespaceHarnessIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @BeforeAll
    static void needsRootAndNamespaces() {
        Obstacles.skipUnlessNamespaces();
    }

    @Test
    void aDiskThatIsMountedTwiceIsSeenAndAMoveIsNot() throws IOException {
        var cluster = NamespaceCluster.create("default");
        try (cluster;
                var mounts = OwnerWatch.mounts(cluster.disk().device(), cluster::hosts)) {
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

    @Test
    void whatDebiansAgentsSayIsEnoughToJudgeATakeover() throws IOException {
        var cluster = NamespaceCluster.create("default");
        try (cluster) {
            cluster.bootHost("n1");
            var heir = cluster.bootHost("n2");
            startWeb(cluster, "n1");
            cluster.host("n1").mustRun("sh", "-c", "echo hello >/srv/web/index.html");
            var client = cluster.clients().fetch("client", "http://" + NamespaceCluster.VIRTUAL_ADDRESS + "/", "hello");
            Await.until(
                    "the page comes from n1",
                    LIMIT,
                    () -> ClientRecord.read(client).firstAfter(0, "n2").isPresent(),
                    cluster::story);
            var at = AgentLog.now();
            cluster.crash("n1");
            agent(
                    cluster,
                    "n2",
                    "IPaddr2",
                    "start",
                    "address",
                    "ip=" + NamespaceCluster.VIRTUAL_ADDRESS,
                    "cidr_netmask=24",
                    "nic=eth0");
            assertThat(SafetyRules.violations(cluster.events(), List.of()))
                    .as("a start before the fencing is found: as one rule and as the other")
                    .hasSize(2);
            assertThat(fence(cluster, heir, "n1").ok()).isTrue();
            startWeb(cluster, "n2");
            Await.until(
                    "the page comes from n2",
                    LIMIT,
                    () -> ClientRecord.read(client).firstAfter(at, "n1").isPresent(),
                    cluster::story);
            assertThat(SafetyRules.violations(cluster.events(), List.of())).hasSize(2);
            assertThat(ClientRecord.read(client).outageAfter(at))
                    .map(ClientRecord.Outage::servedAfter)
                    .contains("n2");
        }
        Harness.deleteTree(cluster.directory());
    }

    private static void startWeb(NamespaceCluster cluster, String host) throws IOException {
        agent(
                cluster,
                host,
                "Filesystem",
                "start",
                "disk",
                "device=" + cluster.disk().device(),
                "directory=/srv/web",
                "fstype=ext4");
        agent(
                cluster,
                host,
                "IPaddr2",
                "start",
                "address",
                "ip=" + NamespaceCluster.VIRTUAL_ADDRESS,
                "cidr_netmask=24",
                "nic=eth0");
        var nginx = Harness.home().resolve("conf/examples/nginx/nginx.conf");
        var copy = cluster.directory().resolve("nginx.conf");
        if (!Files.exists(copy)) {
            Files.copy(nginx, copy);
        }
        agent(cluster, host, "nginx", "start", "nginx", "configfile=" + copy);
    }

    private static void agent(
            NamespaceCluster cluster, String host, String type, String action, String id, String... parameters) {
        var command = new ArrayList<>(List.of(
                "env",
                "OCF_ROOT=/usr/lib/ocf",
                "OCF_RESOURCE_INSTANCE=" + id,
                "OCF_RESOURCE_TYPE=" + type,
                "OCF_RESOURCE_PROVIDER=heartbeat"));
        DebianAgentLog.logging(cluster.directory(), host).forEach((name, value) -> command.add(name + "=" + value));
        for (var parameter : parameters) {
            command.add("OCF_RESKEY_" + parameter);
        }
        command.addAll(List.of("/usr/lib/ocf/resource.d/heartbeat/" + type, action));
        var answer = Command.run(cluster.host(host).inside(command));
        assertThat(answer.exit()).as(answer.text()).isZero();
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
