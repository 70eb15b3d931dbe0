package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How work is shared by hosts: conf/examples/active-passive, conf/examples/shared-failover and conf/examples/n-to-n, with
 * sites that are an address and an nginx each.
 */
class PatternsIT {
    /** What the sites of n-to-n need, and what each host has: as in its CIB. */
    private static final SortedMap<String, Integer> NEEDS =
            new TreeMap<>(Map.of("a", 2048, "b", 2048, "c", 1024, "d", 1024));

    private static final int HAS = 4096;

    private static ServiceStage stage;

    @BeforeAll
    static void boot() throws IOException {
        Obstacles.skipUnlessNamespaces();
        var cluster = NamespaceCluster.create("default");
        cluster.disks().own("/etc/nginx");
        stage = ServiceStage.boot(cluster);
    }

    @AfterAll
    static void off() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void activePassive() throws IOException {
        load("active-passive", List.of("a"));
        var site = client("active-passive", "a");
        stage.awaitHome("from the start", site, List.of("n1"));
        stage.awaitServed(site, "n1");

        assertThat(stage.crash(site, "n1")).isEqualTo("n2");
        assertThat(stage.crash(site, "n2")).isEqualTo("n1");

        stage.judgeClient(site);
        assertThat(ServiceStage.record(site).uses())
                .as("the third host only votes")
                .noneMatch(use -> use.detail().equals("n3"));
    }

    @Test
    void sharedFailover() throws IOException {
        load("shared-failover", List.of("a", "b"));
        var a = client("shared-failover", "a");
        var b = client("shared-failover", "b");
        stage.awaitHome("from the start", a, List.of("n1"));
        stage.awaitHome("from the start", b, List.of("n2"));
        stage.awaitServed(a, "n1");
        stage.awaitServed(b, "n2");

        toTheSpareAndBack(a, b, "n1", "n2");
        toTheSpareAndBack(b, a, "n2", "n1");

        stage.judgeClient(a);
        stage.judgeClient(b);
    }

    /** The host of one site is lost and comes back; the other site stays at its home throughout. */
    private static void toTheSpareAndBack(
            ServiceStage.Site site, ServiceStage.Site other, String home, String otherHome) throws IOException {
        var at = AgentLog.now();
        var heir =
                stage.lose(site, home, "crash of " + home, () -> stage.cluster().crash(home));
        assertThat(heir).as("the spare").isEqualTo("n3");
        var back = AgentLog.now();
        stage.bootAgain(home);
        stage.awaitHome("after " + home + " is back", site, List.of(home));
        stage.awaitServed(site, home, back);
        assertThat(stage.cluster().events())
                .as(other.name() + " was left alone")
                .noneMatch(event -> event.nanos() >= at && event.resource().equals(other.address()));
        assertThat(other.runsOn(otherHome)).isTrue();
        stage.judge();
        System.out.printf(
                "%s, meanwhile: %d uses failed%n",
                other.name(),
                ServiceStage.record(other).uses().stream()
                        .filter(use -> use.nanos() >= at && !use.ok())
                        .count());
    }

    @Test
    void nToN() throws IOException {
        var sites = List.copyOf(NEEDS.keySet());
        load("n-to-n", sites);
        var atFirst = awaitSpread("from the start", stage.cluster().names());
        var lost = atFirst.getOrDefault("a", "");
        var site = client("n-to-n", "a");
        stage.awaitServed(site, lost);

        var at = AgentLog.now();
        stage.lose(site, lost, "crash of " + lost, () -> stage.cluster().crash(lost));
        var meanwhile = awaitSpread("after the crash of " + lost, stage.allBut(lost));
        var moved =
                sites.stream().filter(each -> lost.equals(atFirst.get(each))).toList();
        assertThat(startedSince(at))
                .as("only what the lost host did was started elsewhere")
                .containsExactlyElementsOf(moved);

        stage.bootAgain(lost);
        var again = awaitSpread("after " + lost + " is back", stage.cluster().names());
        stage.judge();
        stage.judgeClient(site);
        System.out.println("n-to-n: " + atFirst + ", without " + lost + " " + meanwhile + ", then " + again);
    }

    /** Waits until all hosts have work, none more than fits, and each site answers; answers who has what. */
    private static SortedMap<String, String> awaitSpread(String when, List<String> hosts) {
        stage.await(
                when + ", the sites are spread over " + hosts,
                () -> new TreeSet<>(homes().values()).equals(new TreeSet<>(hosts)));
        var homes = homes();
        for (var host : hosts) {
            assertThat(NEEDS.entrySet().stream()
                            .filter(each -> host.equals(homes.get(each.getKey())))
                            .mapToInt(Map.Entry::getValue)
                            .sum())
                    .as(when + ", what " + host + " has to hold of " + homes)
                    .isLessThanOrEqualTo(HAS);
        }
        return homes;
    }

    /** Who answers at the address of each site, as a client of it sees it; none for those that do not answer. */
    private static SortedMap<String, String> homes() {
        var homes = new TreeMap<String, String>();
        for (var site : NEEDS.keySet()) {
            var answer = stage.cluster()
                    .clients()
                    .host()
                    .run("curl", "--silent", "--max-time", "1", "--dump-header", "-", url(site));
            answer.out()
                    .lines()
                    .filter(line ->
                            line.startsWith("X-Served-By: ") && answer.out().contains("site " + site))
                    .forEach(line -> homes.put(
                            site, line.substring("X-Served-By: ".length()).strip()));
        }
        return homes.size() == NEEDS.size() ? homes : new TreeMap<>();
    }

    private static List<String> startedSince(long at) throws IOException {
        return stage.cluster().events().stream()
                .filter(event -> event.nanos() >= at && event.is("start", AgentEvent.Phase.BEGIN))
                .filter(event -> event.resource().startsWith("nginx-"))
                .map(event -> event.resource().substring("nginx-".length()))
                .sorted()
                .toList();
    }

    private static void load(String pattern, List<String> sites) throws IOException {
        var example = Example.of(pattern);
        sites.forEach(site -> example.file(site + ".conf", "/etc/nginx/" + site + ".conf"));
        stage.load(example);
    }

    private static String url(String site) {
        return "http://10.77.0." + (111 + site.charAt(0) - 'a') + "/";
    }

    private static ServiceStage.Site client(String pattern, String site) {
        var name = pattern + "-" + site;
        return new ServiceStage.Site(
                stage,
                name,
                "address-" + site,
                "nginx",
                stage.cluster().clients().fetch(name, url(site), "site " + site));
    }
}
