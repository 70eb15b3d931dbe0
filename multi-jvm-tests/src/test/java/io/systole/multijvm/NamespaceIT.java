package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Debian's own agents on three hosts made of namespaces: a shared disk, an address and nginx, as in
 * conf/examples/nginx, and certificates for the traffic between the hosts, with a client that fetches the page all the time. Judged from what the agents and the fence agent
 * wrote down, from /proc and from what the client saw.
 */
class NamespaceIT {
    private static final String PAGE = "the page on the shared disk";
    private static final Duration GENEROUS = Duration.ofMinutes(2);
    private static final List<String> GROUP = List.of("address", "disk", "nginx");

    @BeforeAll
    static void needsRootAndNamespaces() {
        Obstacles.skipUnlessNamespaces();
    }

    @Test
    void thePageComesBackAfterACrashACutLinkAndAKilledServer() throws IOException {
        var cluster = NamespaceCluster.createWithTls("default");
        try (cluster;
                var mounts = MountWatch.start(cluster.disk().device(), cluster::hosts)) {
            try {
                threeFaults(cluster);
                assertThat(mounts.disasters())
                        .as("mounted twice\n" + mounts.changes())
                        .isEmpty();
            } catch (Throwable failure) {
                System.out.println("FAILED\n" + cluster.story() + "\nmounts: " + mounts.changes());
                throw failure;
            }
        }
        assertThat(Command.output("losetup", "--list", "--noheadings", "--output", "BACK-FILE"))
                .doesNotContain(cluster.directory().toString());
        Harness.deleteTree(cluster.directory());
    }

    private static void threeFaults(NamespaceCluster cluster) throws IOException {
        Harness.warmUp();
        var started = System.nanoTime();
        NamespaceCluster.NAMES.forEach(cluster::boot);
        awaitOnline(cluster, "n1", NamespaceCluster.NAMES);
        System.out.printf("formed %d ms after the first host was booted%n", (System.nanoTime() - started) / 1_000_000);
        var cib = Files.writeString(cluster.directory().resolve("cib.xml"), cib(cluster));
        var replaced = cluster.cli("n1", "cib", "replace", cib.toString());
        assertThat(replaced.exit()).as(replaced.text()).isZero();
        var first = awaitGroup(cluster, "from the start", Set.copyOf(NamespaceCluster.NAMES));
        putPageOnDisk(cluster, first);
        var client = cluster.startClient(PAGE);
        Await.until("the client sees the page from " + first, GENEROUS, () -> sees(client, 0, first), cluster::story);

        var second = hostFails(cluster, client, first, "crash of " + first, () -> cluster.crash(first));
        var third = hostFails(cluster, client, second, "cut link of " + second, () -> cluster.cutLink(second));
        nginxIsKilled(cluster, client, third);

        var record = ClientRecord.read(client);
        System.out.printf(
                "client: %d pages, %d failures%n",
                record.fetches().stream().filter(ClientRecord.Fetch::ok).count(),
                record.fetches().stream().filter(fetch -> !fetch.ok()).count());
        assertThat(record.fetches())
                .as("never a wrong page")
                .noneMatch(fetch -> fetch.detail().startsWith("wrong"));
    }

    /** A fault that takes the active host away: fenced, then taken over; afterwards the host is booted again and rejoins. */
    private static String hostFails(NamespaceCluster cluster, Path client, String active, String fault, Runnable cause)
            throws IOException {
        var at = AgentLog.now();
        cause.run();
        Await.until(
                fault + ": the page is served again from another host",
                GENEROUS,
                () -> ClientRecord.read(client).firstPageAfter(at, active).isPresent(),
                cluster::story);
        var others = new TreeSet<>(NamespaceCluster.NAMES);
        others.remove(active);
        var heir = awaitGroup(cluster, fault, others);

        var events = cluster.events();
        assertThat(SafetyRules.violations(events, List.of()))
                .as(fault + "\n" + cluster.story())
                .isEmpty();
        var fenced = events.stream()
                .filter(event -> event.nanos() >= at && event.succeeded("fence"))
                .toList();
        assertThat(fenced)
                .as("fenced after the " + fault)
                .extracting(AgentEvent::node)
                .containsExactly(active);
        var firstStart = events.stream()
                .filter(event -> event.nanos() >= at && event.is("start", AgentEvent.Phase.BEGIN))
                .findFirst()
                .orElseThrow();
        assertThat(firstStart.nanos())
                .as("first start, after fencing")
                .isGreaterThan(fenced.get(0).nanos());
        assertThat(events)
                .as("the host that was lost asked for no fencing")
                .noneMatch(event -> event.nanos() >= at
                        && event.is("fence", AgentEvent.Phase.BEGIN)
                        && event.result().equals(active));
        report(fault, cluster, client, at, active, heir);

        cluster.boot(active);
        awaitOnline(cluster, heir, NamespaceCluster.NAMES);
        assertThat(awaitGroup(cluster, "after " + active + " is back", Set.copyOf(NamespaceCluster.NAMES)))
                .isEqualTo(heir);
        return heir;
    }

    private static void report(String fault, NamespaceCluster cluster, Path client, long at, String lost, String heir)
            throws IOException {
        var outage = Await.value(
                fault + ": the outage is over",
                GENEROUS,
                () -> ClientRecord.read(client).outageAfter(at),
                cluster::story);
        var events = cluster.events();
        System.out.printf(
                "%s: page from %s again after %d ms without it (%d fetches failed); fencing began %d ms after the fault,"
                        + " was confirmed at %d ms, %s moved to %s%n",
                fault,
                outage.servedAfter(),
                outage.length().toMillis(),
                outage.failed(),
                Timeline.untilFencingBegan(events, at, lost).toMillis(),
                Timeline.untilFenced(events, at, lost).toMillis(),
                GROUP,
                heir);
    }

    /** Only the server dies: seen by its monitor, and it comes back; nothing is fenced. */
    private static void nginxIsKilled(NamespaceCluster cluster, Path client, String active) throws IOException {
        var at = AgentLog.now();
        cluster.host(active).processes().stream()
                .filter(pid -> Proc.command(pid).orElse("").equals("nginx"))
                .forEach(Host::kill);

        var outage = Await.value(
                "after nginx was killed on " + active + " the page is back",
                GENEROUS,
                () -> ClientRecord.read(client).outageAfter(at),
                cluster::story);

        var events = cluster.events();
        assertThat(SafetyRules.violations(events, List.of()))
                .as(cluster.story())
                .isEmpty();
        assertThat(events)
                .noneMatch(event -> event.nanos() >= at && event.action().equals("fence"));
        assertThat(events)
                .as("nginx was started again")
                .anyMatch(event -> event.nanos() >= at
                        && event.resource().equals("nginx")
                        && event.is("start", AgentEvent.Phase.BEGIN));
        System.out.printf(
                "nginx killed on %s: page from %s again after %d ms without it (%d fetches failed)%n",
                active, outage.servedAfter(), outage.length().toMillis(), outage.failed());
    }

    private static boolean sees(Path client, long since, String from) throws IOException {
        return ClientRecord.read(client).fetches().stream()
                .anyMatch(fetch ->
                        fetch.nanos() >= since && fetch.ok() && fetch.detail().equals(from));
    }

    private static void putPageOnDisk(NamespaceCluster cluster, String active) {
        cluster.host(active).mustRun("sh", "-c", "echo '" + PAGE + "' >/srv/web/index.html && sync");
    }

    static void awaitOnline(NamespaceCluster cluster, String asked, List<String> names) {
        Await.until(
                asked + " sees " + names + " online with quorum",
                GENEROUS,
                () -> cluster.cib(asked).online().equals(new TreeSet<>(names))
                        && cluster.cib(asked).quorate(),
                cluster::story);
    }

    /** Waits until the whole group is on one of the hosts, by the agents' word and by what the kernel has mounted there. */
    private static String awaitGroup(NamespaceCluster cluster, String when, Set<String> hosts) {
        return Await.value(
                when + ", the group runs on one of " + hosts,
                GENEROUS,
                () -> hosts.stream().filter(host -> runsWholly(cluster, host)).findFirst(),
                cluster::story);
    }

    private static boolean runsWholly(NamespaceCluster cluster, String host) {
        try {
            var active = SafetyRules.replay(cluster.events()).activeNow();
            return active.equals(GROUP.stream().map(each -> each + "@" + host).collect(Collectors.toList()))
                    && !Proc.mountsOf(
                                    cluster.disk().device(), cluster.host(host).init())
                            .isEmpty()
                    && cluster.host(host).processes().stream()
                            .anyMatch(pid -> Proc.command(pid).orElse("").equals("nginx"));
        } catch (IOException notReadable) {
            return false;
        }
    }

    /** The example of conf/examples/nginx with the devices of this test put in. */
    private static String cib(NamespaceCluster cluster) throws IOException {
        var example = Harness.home().resolve("conf/examples/nginx");
        var configuration = Files.writeString(
                cluster.directory().resolve("nginx.conf"), Files.readString(example.resolve("nginx.conf")));
        var fencing = """
                <primitive id="power" class="stonith" type="fence_switch">
                  <instance_attributes id="power-params">
                    <nvpair id="power-hosts" name="pcmk_host_list" value="n1 n2 n3"/>
                    <nvpair id="power-dir" name="dir" value="%s"/>
                  </instance_attributes>
                </primitive>
                """.formatted(cluster.directory());
        return Files.readString(example.resolve("cib.xml"))
                .replaceFirst("(?s)<!-- fencing: .*<!-- end of fencing -->", fencing)
                .replace("/dev/disk/by-label/web", cluster.disk().device())
                .replace("192.0.2.100", NamespaceCluster.VIRTUAL_ADDRESS)
                .replace("/etc/nginx/systole.conf", configuration.toString());
    }
}
