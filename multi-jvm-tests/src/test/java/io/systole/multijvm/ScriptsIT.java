package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Services that are no OCF agents: an init script, a script of Heartbeat's, a unit of a real systemd, which runs on each
 * host as the manager of a session. conf/examples/lsb, conf/examples/heartbeat and conf/examples/systemd.
 */
class ScriptsIT {
    private static ServiceStage stage;

    @BeforeAll
    static void boot() throws IOException {
        Obstacles.skipUnlessNamespaces();
        Obstacles.skipUnlessInstalled(
                List.of("/lib/systemd/systemd", "systemctl", "dbus-daemon", "/usr/lib/systemd/user/dbus.socket"));
        var cluster = NamespaceCluster.create("default");
        cluster.disks().own("/etc/nginx", "/etc/init.d", "/etc/ha.d");
        cluster.disks().ownBare("/etc/systemd/system");
        cluster.atBoot(host -> host.mustRun(
                "sh",
                "-c",
                "setsid \"$0/systemd-user\" \"$1\" >\"$0/$2.systemd\" 2>&1 </dev/null &"
                        + " until [ -S /run/user/0/bus ]; do sleep 0.02; done",
                cluster.directory().toString(),
                controlGroup(cluster) + "/" + host.name(),
                host.name()));
        stage = ServiceStage.boot(cluster);
    }

    @AfterAll
    static void off() {
        if (stage != null) {
            stage.close();
            Command.run(
                    "sh",
                    "-c",
                    "for top in /sys/fs/cgroup/$1 /sys/fs/cgroup/*/$1; do"
                            + " [ ! -d $top ] || find $top -depth -type d -exec rmdir {} +; done",
                    "sh",
                    controlGroup(stage.cluster()));
        }
    }

    private static String controlGroup(NamespaceCluster cluster) {
        return cluster.directory().getFileName().toString();
    }

    @Test
    void anInitScriptIsTakenOverAndComesBack() throws IOException {
        takenOverAndBack(
                "lsb",
                "office-address",
                "10.77.0.101",
                "the intranet",
                Example.of("lsb")
                        .script("intranet", "/etc/init.d/intranet")
                        .file("intranet.conf", "/etc/nginx/intranet.conf"));
    }

    @Test
    void aScriptOfHeartbeatsIsTakenOverAndComesBack() throws IOException {
        takenOverAndBack(
                "heartbeat",
                "old-address",
                "10.77.0.102",
                "the web page",
                Example.of("heartbeat")
                        .script("webpage", "/etc/ha.d/resource.d/webpage")
                        .file("webpage.conf", "/etc/nginx/webpage.conf"));
    }

    @Test
    void aUnitOfSystemdIsTakenOverAndComesBack() throws IOException {
        takenOverAndBack(
                "systemd",
                "desk-address",
                "10.77.0.103",
                "the notice board",
                Example.of("systemd")
                        .file("notice.service", "/etc/systemd/system/notice.service")
                        .file("notice.conf", "/etc/nginx/notice.conf"));
        var cluster = stage.cluster();
        assertThat(cluster.names().stream()
                        .map(name -> systemctl(cluster.host(name), "is-active", "notice"))
                        .toList())
                .as("what systemd itself says of the unit")
                .containsOnlyOnce("active")
                .contains("inactive");
        assertThat(cluster.names().stream()
                        .map(name -> systemctl(cluster.host(name), "show", "--property=Description,Restart", "notice"))
                        .toList())
                .as("the settings while the cluster manages it, on one host only")
                .containsOnlyOnce("Restart=no\nDescription=Cluster Controlled notice.service");
    }

    private static String systemctl(Host host, String... words) {
        var command =
                Command.joined(List.of("env", "XDG_RUNTIME_DIR=/run/user/0", "systemctl", "--user"), List.of(words));
        return Command.run(host.inside(command)).out().strip();
    }

    private static void takenOverAndBack(String name, String address, String at, String page, Example example)
            throws IOException {
        var cluster = stage.cluster();
        try (var watch = OwnerWatch.processes("nginx", cluster::hosts)) {
            stage.load(example);
            var site = new ServiceStage.Site(
                    stage, name, address, "nginx", cluster.clients().fetch(name, "http://" + at + "/", page));
            var first = stage.awaitHome("from the start", site, cluster.names());
            stage.awaitServed(site, first);

            var second = stage.crash(site, first);
            stage.serverDies(site, second, "nginx");

            stage.judgeClient(site);
            assertThat(watch.disasters()).as(String.join("\n", watch.changes())).isEmpty();
        }
    }
}
