package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Apache, and a balancer in front of two copies of nginx: conf/examples/apache and conf/examples/haproxy. */
class WebServicesIT {
    private static final String PAGE = "the page of every host";
    private static ServiceStage stage;

    @BeforeAll
    static void boot() throws IOException {
        Obstacles.skipUnlessNamespaces();
        Obstacles.skipUnlessInstalled(List.of("apache2", "haproxy", "curl"));
        var cluster = NamespaceCluster.create("default");
        cluster.disks().own("/etc/apache2", "/var/log/apache2", "/etc/nginx", "/etc/haproxy", "/var/www/html");
        cluster.disks().put("/var/www/html/index.html", PAGE + "\n", false);
        stage = ServiceStage.boot(cluster);
    }

    @AfterAll
    static void off() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void apacheIsTakenOverAndComesBack() throws IOException {
        try (var watch = OwnerWatch.processes("apache2", stage.cluster()::hosts)) {
            stage.load(Example.of("apache")
                    .file("apache.conf", "/etc/apache2/systole.conf")
                    .file("apache.envvars", "/etc/apache2/systole.envvars"));
            var site = new ServiceStage.Site(stage, "apache", "site-address", "apache2", client("apache", "100"));
            var first = stage.awaitHome("from the start", site, stage.cluster().names());
            stage.awaitServed(site, first);

            var second = stage.crash(site, first);
            stage.serverDies(site, second, "apache2");

            stage.judgeClient(site);
            assertThat(watch.disasters()).as(String.join("\n", watch.changes())).isEmpty();
        }
    }

    @Test
    void theBalancerAndTheCopiesBehindItGoOn() throws IOException {
        try (var watch = OwnerWatch.processes("haproxy", stage.cluster()::hosts)) {
            stage.load(Example.of("haproxy")
                    .file("nginx.conf", "/etc/nginx/systole.conf")
                    .file("haproxy.cfg", "/etc/haproxy/haproxy.cfg"));
            var site = new ServiceStage.Site(stage, "haproxy", "balancer-address", "haproxy", client("haproxy", "104"));
            var first = stage.awaitHome("from the start", site, stage.cluster().names());
            awaitCopies("from the start", 2);
            stage.awaitServed(site, first);

            aCopyDies(site);
            var second = stage.crash(site, first);
            awaitCopies("after " + first + " is back", 2);
            stage.serverDies(site, second, "haproxy");

            stage.judgeClient(site);
            assertThat(watch.disasters()).as(String.join("\n", watch.changes())).isEmpty();
        }
    }

    /** One of two web servers dies: the other serves, and a new one comes up. */
    private static void aCopyDies(ServiceStage.Site site) throws IOException {
        var host = copies().iterator().next();
        var killed = stage.processes(host, "nginx");
        var at = AgentLog.now();
        killed.forEach(Host::kill);

        stage.await("nginx runs again on " + host, () -> {
            var now = new TreeSet<>(stage.processes(host, "nginx"));
            now.removeAll(killed);
            return !now.isEmpty();
        });

        awaitCopies("after nginx died on " + host, 2);
        stage.judge();
        assertThat(stage.cluster().events())
                .noneMatch(event -> event.nanos() >= at && event.action().equals("fence"));
        System.out.printf(
                "haproxy, nginx killed on %s, one of two: %d uses failed until it ran again%n",
                host,
                ServiceStage.record(site).uses().stream()
                        .filter(use -> use.nanos() >= at && !use.ok())
                        .count());
    }

    private static void awaitCopies(String when, int count) {
        stage.await(when + ", nginx runs on " + count + " hosts", () -> copies().size() == count);
    }

    private static Set<String> copies() {
        var hosts = new TreeSet<>(stage.cluster().names());
        hosts.removeIf(host -> stage.processes(host, "nginx").isEmpty());
        return hosts;
    }

    private static Path client(String name, String address) {
        return stage.cluster().clients().fetch(name, "http://10.77.0." + address + "/", PAGE);
    }
}
