package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * MariaDB with semi-synchronous replication by Debian's own agent, as in conf/examples/mariadb, set up as its page says. A
 * client writes rows all the time; none that was acknowledged may be missing.
 */
class MariaDbIT {
    private static final String PASSWORD = "secret";

    @BeforeAll
    static void needsRootAndNamespacesAndMariaDb() {
        Obstacles.skipUnlessNamespaces();
        Obstacles.skipUnlessInstalled(List.of("mariadbd", "mariadb-install-db", "mariadb", "bc"));
    }

    @Test
    void noAcknowledgedRowIsLostWithThePrimarysHostWhichComesBackAsAReplica() throws IOException {
        // Judged is the service, not how soon a silent node is missed: this profile waits for who lacks a processor.
        var cluster = NamespaceCluster.create("wan");
        cluster.disks().own("/etc/mysql", "/var/lib/mysql", "/var/log/mysql");
        try (cluster;
                var primaries = OwnerWatch.role(
                        "a primary", MariaDbIT::signsOfPrimary, Duration.ofSeconds(1), cluster::hosts)) {
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
        var example = Example.of("mariadb").file("mariadb.cnf", "/etc/mysql/systole.cnf");
        example.install(cluster);
        setUp(cluster);
        var database = new Database(stage, cluster.directory().resolve("rows.record"));
        stage.load(example);
        var first = stage.awaitHome("from the start", database, cluster.names());
        database.awaitReplicas(first);
        startClient(cluster);
        stage.await(
                "rows are written",
                () -> RowClient.acknowledgedBy(database.record()).size() >= 50);

        var second = crash(stage, database, first);
        var acknowledged = RowClient.acknowledgedBy(database.record());
        assertThat(rows(cluster, second)).as("rows of the new primary").containsAll(acknowledged);

        database.awaitReplicas(second);
        var seen = RowClient.acknowledgedBy(database.record());
        for (var host : cluster.names()) {
            stage.await(host + " has every row", () -> rows(cluster, host).containsAll(seen));
        }
        assertThat(stage.awaitHome("in the end", database, cluster.names())).isEqualTo(second);
        stage.judge();
        stage.judgeClient(database);
        System.out.printf("%d rows acknowledged, all of them on all three hosts%n", seen.size());
    }

    /**
     * The primary's host dies and comes back. Mostly the takeover is over before that; where the dying primary had accepted
     * both replicas' new connections and then reset them, the agent starts both anew, and they wait for all three.
     */
    private static String crash(ServiceStage stage, Database database, String first) throws IOException {
        var cluster = stage.cluster();
        var replicas = stage.allBut(first);
        var at = AgentLog.now();
        cluster.crash(first);
        stage.await(
                "a replica has taken over, or all of them wait for the first one's host",
                () -> isServedSince(database, at, first) || areWaitingForAll(cluster, replicas));
        stage.judgeFencing("crash of " + first, at, first);
        var outage = ServiceStage.record(database).takeoverAfter(at, first);
        System.out.println(outage.map(known -> "MariaDB, crash: served by " + known.servedAfter() + " again after "
                        + known.length().toMillis() + " ms")
                .orElse("MariaDB, crash: both replicas were told off and wait for " + first));
        stage.bootAgain(first);
        stage.await(
                "rows are written again",
                () -> ServiceStage.record(database).uses().stream().anyMatch(use -> use.ok() && use.nanos() > at));
        return stage.awaitHome("after " + first + " is back", database, cluster.names());
    }

    private static boolean isServedSince(Database database, long at, String first) throws IOException {
        return ServiceStage.record(database).firstAfter(at, first).isPresent();
    }

    /** As the agent remembers it on each of them. */
    private static boolean areWaitingForAll(NamespaceCluster cluster, List<String> replicas) {
        return replicas.stream()
                .allMatch(name -> cluster.cli(
                                name, "attribute", "get", "mariadb-waiting-for-first-master", "--node", name)
                        .out()
                        .contains("true"));
    }

    /** What the page tells administrators to type. */
    private static void setUp(NamespaceCluster cluster) {
        for (var name : cluster.names()) {
            shell(cluster.host(name), """
                    printf '[mysqld]\\nserver_id = %s\\n' >/etc/mysql/systole-server-id.cnf
                    """.formatted(name.substring(1)));
        }
        shell(cluster.host("n1"), """
                mariadb-install-db --user=mysql --datadir=/var/lib/mysql --skip-test-db \\
                    --auth-root-authentication-method=socket >/dev/null
                mkdir -p /run/mysqld && chown mysql: /run/mysqld
                setsid mariadbd --defaults-file=/etc/mysql/systole.cnf --read-only=OFF >/dev/null 2>&1 &
                until mariadb-admin --silent ping 2>/dev/null; do sleep 0.1; done
                mariadb <<'END'
                create user replicator@'%%' identified by '%s';
                grant super, process, reload, replication slave, binlog monitor, replication slave admin,
                    slave monitor, read_only admin, connection admin on *.* to replicator@'%%';
                create database app;
                create user app@'%%' identified by '%s';
                grant all on app.* to app@'%%';
                create table app.entries (n bigint primary key);
                set global gtid_slave_pos = @@gtid_binlog_pos;
                END
                mariadb-admin shutdown
                while [ -e /run/mysqld/mysqld.pid ]; do sleep 0.1; done
                """.formatted(PASSWORD, PASSWORD));
        var disks = cluster.disks();
        for (var name : List.of("n2", "n3")) {
            Command.output(
                    "cp",
                    "-a",
                    disks.file("n1", "/var/lib/mysql") + "/.",
                    disks.file(name, "/var/lib/mysql").toString());
        }
    }

    private static void shell(Host host, String script) {
        host.mustRun("sh", "-ec", script);
    }

    private static void startClient(NamespaceCluster cluster) {
        cluster.clients()
                .start(
                        "rows",
                        RowClient.class,
                        "mariadb",
                        "--host=" + NamespaceCluster.VIRTUAL_ADDRESS,
                        "--user=app",
                        "--password=" + PASSWORD,
                        "--connect-timeout=2",
                        "--batch",
                        "--skip-column-names",
                        "app",
                        "--execute=insert into entries values (%n); select @@hostname");
    }

    /** What the server on the host says of itself, if it is open for writes. */
    private static List<String> signsOfPrimary(Host host) {
        var answer = query(host, "select 'open for writes' from dual where not @@read_only");
        return answer.ok() ? answer.out().lines().toList() : List.of();
    }

    private static Command.Answer query(Host host, String sql) {
        return host.run("mariadb", "--batch", "--skip-column-names", "--execute", sql);
    }

    private static SortedSet<Long> rows(NamespaceCluster cluster, String host) {
        var answer = query(cluster.host(host), "select n from app.entries");
        if (!answer.ok()) {
            throw new IllegalStateException(answer.text());
        }
        return RowClient.numbers(answer.out());
    }

    private record Database(ServiceStage stage, Path record) implements ServiceStage.Service {
        @Override
        public String name() {
            return "MariaDB";
        }

        @Override
        public boolean runsOn(String host) throws IOException {
            return stage.cluster().isOn(host)
                    && SafetyRules.replay(stage.cluster().events())
                            .nodesOf("address")
                            .equals(List.of(host))
                    && !signsOfPrimary(stage.cluster().host(host)).isEmpty();
        }

        /** Waits until both others get what the primary writes, and each of them could be the one that confirms it. */
        void awaitReplicas(String primary) {
            stage.await(
                    "two replicas of " + primary,
                    () -> query(stage.cluster().host(primary), "show status like 'Rpl_semi_sync_master_clients'")
                            .out()
                            .strip()
                            .endsWith("\t2"));
        }
    }
}
