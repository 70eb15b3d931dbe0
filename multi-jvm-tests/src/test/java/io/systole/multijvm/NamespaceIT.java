package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Debian's own agents on three hosts made of namespaces: a shared disk, an address and nginx, as in conf/examples/nginx, and
 * certificates for the traffic between the hosts, with a client that fetches the page all the time.
 */
class NamespaceIT {
    private static final String PAGE = "the page on the shared disk";
    private static final List<String> GROUP = List.of("address", "disk", "nginx");

    @BeforeAll
    static void needsRootAndNamespaces() {
        Obstacles.skipUnlessNamespaces();
    }

    @Test
    void thePageComesBackAfterACrashACutLinkAndAKilledServer() throws IOException {
        var cluster = NamespaceCluster.createWithTls("default");
        cluster.disks().own("/etc/nginx");
        try (cluster;
                var mounts = OwnerWatch.mounts(cluster.disk().device(), cluster::hosts)) {
            try {
                threeFaults(ServiceStage.boot(cluster));
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

    private static void threeFaults(ServiceStage stage) throws IOException {
        var cluster = stage.cluster();
        stage.load(Example.of("nginx")
                .file("nginx.conf", "/etc/nginx/systole.conf")
                .with("/dev/disk/by-label/web", cluster.disk().device()));
        var web = new Web(
                stage, cluster.clients().fetch("client", "http://" + NamespaceCluster.VIRTUAL_ADDRESS + "/", PAGE));
        var first = stage.awaitHome("from the start", web, cluster.names());
        cluster.host(first).mustRun("sh", "-c", "echo '" + PAGE + "' >/srv/web/index.html && sync");
        stage.awaitServed(web, first);

        var second = stage.crash(web, first);
        var third = stage.cutLink(web, second);
        stage.serverDies(web, third, "nginx");

        stage.judgeClient(web);
    }

    /** The group, by the agents' word and by what the kernel has mounted and runs. */
    private record Web(ServiceStage stage, Path record) implements ServiceStage.Service {
        @Override
        public String name() {
            return "nginx";
        }

        @Override
        public boolean runsOn(String host) throws IOException {
            var cluster = stage.cluster();
            var active = SafetyRules.replay(cluster.events()).activeNow();
            return active.equals(GROUP.stream().map(each -> each + "@" + host).collect(Collectors.toList()))
                    && cluster.isOn(host)
                    && !Proc.mountsOf(
                                    cluster.disk().device(), cluster.host(host).init())
                            .isEmpty()
                    && !stage.processes(host, "nginx").isEmpty();
        }
    }
}
