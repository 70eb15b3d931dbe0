package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL with synchronous replication by Debian's own agent, as in conf/examples/postgresql, set up as its page says. A
 * client writes rows all the time; none that was acknowledged may be missing.
 */
class PostgresIT {
    private static final String BIN = "/usr/lib/postgresql/15/bin/";
    private static final String DATA = "/var/lib/postgresql/15/main";
    private static final String PASSWORD = "secret";

    @BeforeAll
    static void needsRootAndNamespacesAndPostgres() {
        Obstacles.skipUnlessNamespaces();
        Obstacles.skipUnlessInstalled(List.of(BIN + "postgres", "pg_createcluster"));
    }

    @Test
    void noAcknowledgedRowIsLostWithThePrimarysHostWhichComesBackAsAStandby() throws IOException {
        // Judged is the service, not how soon a silent node is missed: this profile waits for who lacks a processor.
        var cluster = NamespaceCluster.create("wan");
        cluster.disks().own("/etc/postgresql", "/var/lib/postgresql", "/var/log/postgresql");
        try (cluster;
                var primaries = OwnerWatch.role(
                        "a primary", PostgresIT::signsOfPrimary, Duration.ofMillis(50), cluster::hosts)) {
            try {
                crashAndReturn(ServiceStage.boot(cluster));
                assertThat(primaries.disasters())
                        .as("two primaries\n" + primaries.changes())
                        .isEmpty();
            } catch (Throwable failure) {
                System.out.println("FAILED\n" + cluster.story() + "\nprimaries: " + primaries.changes());
                throw failure;
            }
        }
        Harness.deleteTree(cluster.directory());
    }

    private static void crashAndReturn(ServiceStage stage) throws IOException {
        var cluster = stage.cluster();
        var example = Example.of("postgresql")
                .file("systole-postgresql.conf", "/etc/postgresql/15/main/conf.d/systole.conf")
                .file("pg_hba.conf", "/etc/postgresql/15/main/pg_hba.systole");
        setUp(cluster, example);
        stage.load(example);
        var database = new Database(stage, cluster.directory().resolve("rows.record"));
        var first = stage.awaitHome("from the start", database, cluster.names());
        database.awaitSynchronous(first);
        startClient(cluster);
        stage.await(
                "rows are written",
                () -> RowClient.acknowledgedBy(database.record()).size() >= 50);

        var second = stage.crash(database, first);
        var acknowledged = RowClient.acknowledgedBy(database.record());
        assertThat(database.rows(second)).as("rows of the new primary").containsAll(acknowledged);

        stage.await(
                "the former primary refuses to start before somebody has looked",
                () -> cluster.cli(second, "status").out().contains("My data may be inconsistent"));
        bringBack(cluster, first);
        database.awaitSynchronous(second);
        var seen = RowClient.acknowledgedBy(database.record());
        for (var host : cluster.names()) {
            stage.await(host + " has every row", () -> database.rows(host).containsAll(seen));
        }
        assertThat(stage.awaitHome("with all three", database, cluster.names())).isEqualTo(second);

        stage.serverDies(database, second, "postgres");
        var third = stage.awaitHome("without that server", database, stage.allBut(second));
        var all = RowClient.acknowledgedBy(database.record());
        assertThat(database.rows(third)).as("rows of the third primary").containsAll(all);
        stage.judge();
        stage.judgeClient(database);
        System.out.printf("%d rows acknowledged, all of them on all three hosts%n", seen.size());
    }

    /** What the page tells administrators to type. */
    private static void setUp(NamespaceCluster cluster, Example example) throws IOException {
        for (var host : cluster.hosts()) {
            // In place of what the installation of the package has made on the machine below.
            shell(host, "rm -rf /etc/postgresql/15 && pg_createcluster 15 main --start-conf manual");
        }
        example.install(cluster);
        for (var host : cluster.hosts()) {
            shell(host, """
                    cd /etc/postgresql/15/main && cat pg_hba.systole >>pg_hba.conf
                    echo '*:*:*:replicator:%s' >~postgres/.pgpass
                    chown postgres: ~postgres/.pgpass && chmod 600 ~postgres/.pgpass
                    """.formatted(PASSWORD));
        }
        var first = cluster.host("n1");
        shell(first, """
                pg_ctlcluster 15 main start
                runuser -u postgres -- psql -qX -v ON_ERROR_STOP=1 <<'END'
                create role replicator login replication password '%s';
                create role app login password '%s';
                create database app owner app;
                \\c app
                create table entries (n bigint primary key);
                alter table entries owner to app;
                create function host() returns text language sql security definer
                    as $$ select trim(e'\\n' from pg_read_file('/proc/sys/kernel/hostname')) $$;
                END
                """.formatted(PASSWORD, PASSWORD));
        for (var name : List.of("n2", "n3")) {
            baseBackup(cluster.host(name), "n1");
        }
        shell(first, "pg_ctlcluster 15 main stop");
    }

    private static void baseBackup(Host host, String from) {
        shell(host, """
                rm -rf %s
                runuser -u postgres -- pg_basebackup -h %s -U replicator -D %s -X stream -c fast
                """.formatted(DATA, from, DATA));
    }

    /** A former primary gets its data anew, then its lock goes, then its failure is forgotten. */
    private static void bringBack(NamespaceCluster cluster, String name) {
        var host = cluster.host(name);
        baseBackup(host, NamespaceCluster.VIRTUAL_ADDRESS);
        shell(host, "rm /var/lib/postgresql/systole/PGSQL.lock");
        var cleaned = cluster.cli(name, "resource", "cleanup", "pgsql", name);
        assertThat(cleaned.exit()).as(cleaned.text()).isZero();
    }

    private static void shell(Host host, String script) {
        host.mustRun("sh", "-ec", script);
    }

    private static void startClient(NamespaceCluster cluster) {
        cluster.clients()
                .start(
                        "rows",
                        RowClient.class,
                        BIN + "psql",
                        "host=%s user=app dbname=app password=%s connect_timeout=2"
                                .formatted(NamespaceCluster.VIRTUAL_ADDRESS, PASSWORD),
                        "-qAtXc",
                        "insert into entries values (%n) returning host()");
    }

    /** PostgreSQL has a writer of WAL where it takes writes, and never on a standby. */
    private static List<String> signsOfPrimary(Host host) {
        return Proc.inPidNamespaceOf(host.init(), "postgres").stream()
                .map(Proc::title)
                .filter(title -> title.startsWith("postgres:") && title.endsWith("walwriter"))
                .toList();
    }

    private record Database(ServiceStage stage, Path record) implements ServiceStage.Service {
        @Override
        public String name() {
            return "PostgreSQL";
        }

        @Override
        public boolean runsOn(String host) throws IOException {
            return stage.cluster().isOn(host)
                    && !signsOfPrimary(stage.cluster().host(host)).isEmpty()
                    && SafetyRules.replay(stage.cluster().events())
                            .nodesOf("address")
                            .equals(List.of(host));
        }

        /** Waits until all standbys receive what the primary writes, one of them before it is acknowledged, and the cluster knows which. */
        void awaitSynchronous(String primary) {
            stage.await("a synchronous standby of " + primary + ", and all others connected", () -> {
                var states = query(
                        primary,
                        "postgres",
                        "select sync_state from pg_stat_replication where state = 'streaming' order by 1");
                return states.equals(List.of("async", "sync"))
                        && attributes(primary, "pgsql-status").equals(List.of("HS:async", "HS:sync", "PRI"))
                        && attributes(primary, "master-pgsql").equals(List.of("-INFINITY", "100", "1000"));
            });
        }

        /** What the cluster has under that name of its nodes, in order. */
        private List<String> attributes(String asked, String attribute) throws IOException {
            return stage.cluster().cib(asked).elements("nvpair").stream()
                    .filter(pair -> pair.getAttribute("name").equals(attribute))
                    .map(pair -> pair.getAttribute("value"))
                    .sorted()
                    .toList();
        }

        SortedSet<Long> rows(String host) {
            var rows = new TreeSet<Long>();
            query(host, "app", "select n from entries").forEach(line -> rows.add(Long.parseLong(line)));
            return rows;
        }

        private List<String> query(String host, String database, String sql) {
            var answer = stage.cluster()
                    .host(host)
                    .run(
                            "runuser",
                            "-u",
                            "postgres",
                            "--",
                            BIN + "psql",
                            "-h",
                            "/run/postgresql",
                            "-qAtX",
                            "-d",
                            database,
                            "-c",
                            sql);
            if (!answer.ok()) {
                throw new IllegalStateException(answer.text());
            }
            return answer.out().lines().toList();
        }
    }
}
