package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An export of NFS on a shared disk: conf/examples/nfs. The client asks for the list of exports; it mounts nothing, as that
 * would need an NFS server in the kernel, which a host made of namespaces cannot have for itself: in place of the server and
 * of what goes with it in the kernel the group has a resource that does nothing. {@link NfsTakeover} has all of it.
 */
class ExportsIT {
    private static final String CLIENTS = "10.77.0.0/24";
    /** Prints the host that has the export, which each host names in an export of its own. */
    private static final String ASK = """
            list=$(showmount --no-headers --exports "$0") || exit 1
            echo "$list" | grep -q "^/srv/files .*10.77.0.0/24" || exit 2
            echo "$list" | sed -n "s#^/run/host/\\([a-z0-9]*\\).*#\\1#p"
            """;
    /** What a host's boot starts of the packages: the port mapper, and what answers for exports. */
    private static final String BOOT = """
            mkdir -p /run/rpcbind /srv/files "/run/host/$(hostname)"
            rpcbind
            exportfs -r
            exportfs -o ro,fsid=99 "*:/run/host/$(hostname)"
            rpc.mountd --no-nfs-version 4
            """;

    private static final String NOTHING = "class=\"ocf\" provider=\"systole\" type=\"Dummy\"";

    private static ServiceStage stage;

    @BeforeAll
    static void boot() throws IOException {
        Obstacles.skipUnlessNamespaces();
        Obstacles.skipUnlessInstalled(List.of("exportfs", "rpc.mountd", "rpcbind", "showmount"));
        var cluster = NamespaceCluster.create("default");
        cluster.disks().own("/var/lib/nfs");
        cluster.disks().put("/var/lib/nfs/etab", "", false);
        cluster.disks().put("/var/lib/nfs/rmtab", "", false);
        cluster.atBoot(host -> host.mustRun("sh", "-ec", BOOT));
        stage = ServiceStage.boot(cluster);
    }

    @AfterAll
    static void off() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void anExportIsTakenOverWithItsDiskAndComesBack() throws IOException {
        var cluster = stage.cluster();
        try (var mounts = OwnerWatch.mounts(cluster.disk().device(), cluster::hosts)) {
            stage.load(Example.of("nfs")
                    .with("/dev/disk/by-label/files", cluster.disk().device())
                    .with("class=\"systemd\" type=\"nfsdcld\"", NOTHING)
                    .with("class=\"systemd\" type=\"nfs-server\"", NOTHING));
            var files = new Files(
                    cluster, cluster.clients().repeat("nfs", "sh", "-c", ASK, NamespaceCluster.VIRTUAL_ADDRESS));
            var first = stage.awaitHome("from the start", files, cluster.names());
            cluster.host(first).mustRun("sh", "-c", "echo kept >/srv/files/note && sync");
            stage.awaitServed(files, first);

            var second = stage.crash(files, first);
            assertThat(cluster.host(second).run("cat", "/srv/files/note").out()).isEqualTo("kept\n");
            theExportIsTakenAway(files, second);

            stage.judgeClient(files);
            assertThat(mounts.disasters())
                    .as(String.join("\n", mounts.changes()))
                    .isEmpty();
        }
    }

    /** Only the export is gone, by somebody's hand: seen by its monitor, and it comes back; nothing is fenced. */
    private static void theExportIsTakenAway(Files files, String home) throws IOException {
        var at = AgentLog.now();
        stage.cluster().host(home).mustRun("exportfs", "-u", CLIENTS + ":/srv/files");

        var outage = stage.awaitOutage("the export taken away on " + home, files, at);

        stage.judge();
        assertThat(stage.cluster().events())
                .noneMatch(event -> event.nanos() >= at && event.action().equals("fence"));
        System.out.printf(
                "nfs, the export taken away on %s: served by %s again after %d ms%n",
                home, outage.servedAfter(), outage.length().toMillis());
    }

    /** The group: the disk by the kernel's word, the address by its agent's, the export by that of exportfs. */
    private record Files(NamespaceCluster cluster, Path record) implements ServiceStage.Service {
        @Override
        public String name() {
            return "nfs";
        }

        @Override
        public boolean runsOn(String host) throws IOException {
            return SafetyRules.replay(cluster.events()).nodesOf("address").equals(List.of(host))
                    && cluster.isOn(host)
                    && Proc.mountsOf(cluster.disk().device(), cluster.host(host).init())
                            .contains("/srv/files")
                    && cluster.host(host).run("exportfs").out().contains("/srv/files");
        }
    }
}
