package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * Services of conf/examples on hosts made of namespaces, each with a client that uses it all the time: they are started, lose
 * their host and get it back. Judged from what agents and the fence agent wrote down, from /proc and from what the clients saw.
 */
final class ServiceStage implements AutoCloseable {
    private static final Duration GENEROUS = LoopbackCluster.GENEROUS;

    private final NamespaceCluster cluster;
    private final Set<String> clones = new TreeSet<>();

    private ServiceStage(NamespaceCluster cluster) {
        this.cluster = cluster;
    }

    /** How a test sees its service. */
    interface Service {
        /** In a word or two, for messages. */
        String name();

        /** What the client wrote down. */
        Path record();

        /** Whether all of it runs on the host, by what the agents and the kernel say. */
        boolean runsOn(String host) throws IOException;
    }

    /** A server that is found at an address, one primitive each: by the agent of the address, and by the processes. */
    record Site(ServiceStage stage, String name, String address, String command, Path record) implements Service {
        @Override
        public boolean runsOn(String host) throws IOException {
            return SafetyRules.replay(stage.cluster().events()).nodesOf(address).equals(List.of(host))
                    && !stage.processes(host, command).isEmpty();
        }
    }

    /** Boots all hosts of a cluster whose hosts have their disks; all are online with quorum when it returns. */
    static ServiceStage boot(NamespaceCluster cluster) {
        Harness.warmUp();
        var stage = new ServiceStage(cluster);
        var started = System.nanoTime();
        cluster.names().forEach(cluster::boot);
        cluster.awaitOnline(stage.anyOn(), cluster.names());
        System.out.printf("formed %d ms after the first host was booted%n", (System.nanoTime() - started) / 1_000_000);
        return stage;
    }

    NamespaceCluster cluster() {
        return cluster;
    }

    /** Puts the example's files onto the hosts and its CIB into the cluster, as an administrator would. */
    void load(Example example) throws IOException {
        var off = cluster.names().stream().filter(name -> !cluster.isOn(name)).toList();
        if (!off.isEmpty()) {
            off.forEach(cluster::boot);
            cluster.awaitOnline(anyOn(), cluster.names());
        }
        example.install(cluster);
        clones.addAll(example.clones());
        var cib = Files.writeString(cluster.directory().resolve("cib.xml"), example.cib(cluster));
        var replaced = cluster.cli(anyOn(), "cib", "replace", cib.toString());
        assertThat(replaced.exit()).as(replaced.text()).isZero();
    }

    /** A host that is on. */
    String anyOn() {
        return cluster.names().stream()
                .filter(cluster::isOn)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("all hosts are off"));
    }

    void await(String what, Callable<Boolean> condition) {
        Await.until(what, GENEROUS, condition, cluster::story);
    }

    /** Waits until the service is wholly on one of the hosts; answers which. */
    String awaitHome(String when, Service service, Collection<String> hosts) {
        return Await.value(
                when + ", " + service.name() + " runs on one of " + hosts,
                GENEROUS,
                () -> {
                    for (var host : hosts) {
                        if (service.runsOn(host)) {
                            return Optional.of(host);
                        }
                    }
                    return Optional.empty();
                },
                cluster::story);
    }

    /** Waits until the client is served by that host. */
    void awaitServed(Service service, String by) {
        awaitServed(service, by, 0);
    }

    /** The same, by a use that began after the moment. */
    void awaitServed(Service service, String by, long since) {
        await(
                "the client of " + service.name() + " is served by " + by,
                () -> record(service).uses().stream()
                        .anyMatch(use ->
                                use.ok() && use.nanos() > since && use.detail().equals(by)));
    }

    static ClientRecord record(Service service) throws IOException {
        return ClientRecord.read(service.record());
    }

    List<String> allBut(String... hosts) {
        var others = new ArrayList<>(cluster.names());
        others.removeAll(List.of(hosts));
        return List.copyOf(others);
    }

    /** A crash of the service's host: fenced, taken over; then the host is booted again. Answers where the service is then. */
    String crash(Service service, String home) throws IOException {
        return hostFails(service, home, "crash of " + home, () -> cluster.crash(home));
    }

    /** The same by its network. */
    String cutLink(Service service, String home) throws IOException {
        return hostFails(service, home, "cut link of " + home, () -> cluster.cutLink(home));
    }

    private String hostFails(Service service, String home, String fault, Runnable cause) throws IOException {
        var heir = lose(service, home, fault, cause);
        bootAgain(home);
        assertThat(awaitHome("after " + home + " is back", service, cluster.names()))
                .as("the service stays where it was taken over")
                .isEqualTo(heir);
        return heir;
    }

    /** A fault that takes the service's host away, which is fenced; answers where the service was taken over. */
    String lose(Service service, String home, String fault, Runnable cause) throws IOException {
        var at = AgentLog.now();
        cause.run();
        await(
                fault + ": the client of " + service.name() + " is served by another host",
                () -> record(service).firstAfter(at, home).isPresent());
        var heir = awaitHome(fault, service, allBut(home));
        judgeFencing(fault, at, home);
        report(fault, service, at, home, heir);
        return heir;
    }

    /** Boots a host that was lost, and waits until it is a member again. */
    void bootAgain(String host) {
        var at = System.nanoTime();
        cluster.boot(host);
        cluster.awaitOnline(anyOn(), cluster.names());
        System.out.printf(
                "%s was online again %d ms after it was booted%n", host, (System.nanoTime() - at) / 1_000_000);
    }

    /** No rule was broken, and that host alone was fenced since, before anything was started elsewhere, by one of the others. */
    void judgeFencing(String fault, long since, String lost) throws IOException {
        judge();
        var events = cluster.events();
        var fenced = events.stream()
                .filter(event -> event.nanos() >= since && event.succeeded("fence"))
                .toList();
        assertThat(fenced)
                .as("fenced after the " + fault)
                .extracting(AgentEvent::node)
                .containsExactly(lost);
        assertThat(events)
                .as("nothing was started between the " + fault + " and the fencing")
                .noneMatch(event -> event.nanos() >= since
                        && event.nanos() < fenced.get(0).nanos()
                        && event.is("start", AgentEvent.Phase.BEGIN));
        assertThat(events)
                .as("the host that was lost asked for no fencing")
                .noneMatch(event -> event.nanos() >= since
                        && event.is("fence", AgentEvent.Phase.BEGIN)
                        && event.result().equals(lost));
    }

    /** No rule was broken so far. */
    void judge() throws IOException {
        assertThat(SafetyRules.violations(cluster.events(), List.copyOf(clones)))
                .as(cluster.story())
                .isEmpty();
    }

    private void report(String fault, Service service, long at, String lost, String heir) throws IOException {
        var outage = record(service).takeoverAfter(at, lost).orElseThrow();
        var events = cluster.events();
        System.out.printf(
                "%s, %s: served by %s again after %d ms (%d uses failed); fencing began %d ms after the fault, was confirmed"
                        + " at %d ms; it moved to %s%n",
                service.name(),
                fault,
                outage.servedAfter(),
                outage.length().toMillis(),
                outage.failed(),
                Timeline.untilFencingBegan(events, at, lost).toMillis(),
                Timeline.untilFenced(events, at, lost).toMillis(),
                heir);
    }

    ClientRecord.Outage awaitOutage(String fault, Service service, long at) {
        return Await.value(
                fault + ": the outage of " + service.name() + " is over",
                GENEROUS,
                () -> record(service).outageAfter(at),
                cluster::story);
    }

    /** The processes of that name on a host. */
    List<Long> processes(String host, String command) {
        return cluster.isOn(host) ? Proc.inPidNamespaceOf(cluster.host(host).init(), command) : List.of();
    }

    /** Only the server dies, all processes of that name: seen by its monitor, and it comes back; nothing is fenced. */
    void serverDies(Service service, String home, String command) throws IOException {
        var at = AgentLog.now();
        var killed = processes(home, command);
        assertThat(killed).as(command + " on " + home).isNotEmpty();
        killed.forEach(Host::kill);

        var outage = awaitOutage(command + " killed on " + home, service, at);

        judge();
        assertThat(cluster.events())
                .noneMatch(event -> event.nanos() >= at && event.action().equals("fence"));
        assertThat(processes(outage.servedAfter(), command))
                .as(command + " was started again")
                .isNotEmpty()
                .doesNotContainAnyElementsOf(killed);
        System.out.printf(
                "%s, %s killed on %s: served by %s again after %d ms (%d uses failed)%n",
                service.name(),
                command,
                home,
                outage.servedAfter(),
                outage.length().toMillis(),
                outage.failed());
    }

    /** Prints how the client fared, who never may have seen anything wrong. */
    void judgeClient(Service service) throws IOException {
        var uses = record(service).uses();
        System.out.printf(
                "client of %s: %d times served, %d failures%n",
                service.name(),
                uses.stream().filter(ClientRecord.Use::ok).count(),
                uses.stream().filter(use -> !use.ok()).count());
        assertThat(uses)
                .as("never something wrong")
                .noneMatch(use -> use.detail().startsWith("wrong"));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
