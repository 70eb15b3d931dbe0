package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Measures what many recurring monitors cost a node: one host made of namespaces (root) with resources whose agent does
 * next to nothing, each monitored every so often. Told apart are the node's own processor time and that of the agents.
 * Not a test; run it on a quiet machine:
 *
 * <pre>java -cp multi-jvm-tests/target/test-classes io.systole.multijvm.Monitors [RESOURCES] [INTERVAL-S] [SECONDS]</pre>
 */
final class Monitors {
    private static final Duration LONG = Duration.ofMinutes(10);
    /** The compiler of the JVM is done by then, and no monitor is the first of its resource. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final String NODE = "n1";

    /** Processor time so far, in hundredths of a second. */
    private record Ticks(long own, long agents) {}

    private final NamespaceCluster cluster;
    private final int resources;
    private final int interval;

    private Monitors(NamespaceCluster cluster, int resources, int interval) {
        this.cluster = cluster;
        this.resources = resources;
        this.interval = interval;
    }

    /** Arguments: how many resources (1000), how often each is monitored (10 s), for how long to look (60 s). */
    public static void main(String[] arguments) throws IOException {
        var resources = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        var interval = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        var seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
        var cluster = NamespaceCluster.create("default", 1, "");
        try (cluster) {
            new Monitors(cluster, resources, interval).run(seconds);
        } catch (AssertionError | IOException failure) {
            System.out.println(cluster.story());
            throw failure;
        }
        Harness.deleteTree(cluster.directory());
    }

    private void run(int seconds) throws IOException {
        Harness.warmUp();
        cluster.boot(NODE);
        Await.until("online", LONG, this::isUp, cluster::story);
        var begun = cluster.send(
                NODE, "PUT", "/v1/cib", Files.writeString(cluster.directory().resolve("m.xml"), cib()));
        Await.until("all are started", LONG, () -> started() >= resources, cluster::story);
        System.out.printf(
                "%d resources started in %d ms%n", resources, TimeUnit.NANOSECONDS.toMillis(AgentLog.now() - begun));
        Await.holds("monitors recur", WARM_UP, () -> true, () -> "");
        var before = ticks();
        var since = System.nanoTime();
        Await.holds("monitors recur", Duration.ofSeconds(seconds), () -> true, () -> "");
        var took = (System.nanoTime() - since) / 1e9;
        var after = ticks();
        System.out.printf(
                "%d monitors every %d s (%.0f a second), for %.0f s: the node took %.1f %% of one processor, the agents %.1f %%;"
                        + " resident %d MiB%n",
                resources,
                interval,
                (double) resources / interval,
                took,
                (after.own() - before.own()) / took,
                (after.agents() - before.agents()) / took,
                Proc.residentKib(jvm()).orElse(0L) / 1024);
    }

    private boolean isUp() {
        try {
            return cluster.cib(NODE).quorate() && !cluster.cib(NODE).dc().isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }

    private long started() throws IOException {
        var lines = cluster.directory().resolve("lines.log");
        return Files.exists(lines) ? Files.readAllLines(lines).size() : 0;
    }

    private long jvm() {
        return cluster.jvms(NODE).get(0);
    }

    private Ticks ticks() throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(jvm()), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new Ticks(
                Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
    }

    private String cib() {
        var xml = new StringBuilder("""
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0">
                  <configuration>
                    <crm_config>
                      <cluster_property_set id="options">
                        <nvpair id="no-fencing" name="stonith-enabled" value="false"/>
                      </cluster_property_set>
                    </crm_config>
                    <nodes/>
                    <resources>
                """);
        for (var number = 1; number <= resources; number++) {
            xml.append("""
                    <primitive id="r%1$d" class="ocf" provider="drill" type="Line">
                      <instance_attributes id="r%1$d-params">
                        <nvpair id="r%1$d-dir" name="dir" value="%2$s"/>
                      </instance_attributes>
                      <operations><op id="r%1$d-monitor" name="monitor" interval="%3$ds" timeout="60s"/></operations>
                    </primitive>
                    """.formatted(number, cluster.directory(), interval));
        }
        return xml.append("</resources><constraints/></configuration><status/></cib>\n")
                .toString();
    }
}
