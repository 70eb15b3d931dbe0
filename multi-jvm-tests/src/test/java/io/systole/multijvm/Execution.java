package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Measures how fast plans are carried out, on three hosts made of namespaces with agents that only write a line: many
 * resources from nothing to started, a failed monitor to its restart, standby to the start elsewhere, and a lost node
 * from its fencing to all started again. Not a test; needs root; run it on a quiet machine:
 *
 * <pre>java -cp multi-jvm-tests/target/test-classes io.systole.multijvm.Execution [RESOURCES] [ROUNDS]</pre>
 */
final class Execution {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String WATCHED = "watched";

    /** One line of an agent. */
    private record Line(long nanos, String node, String resource, String what) {}

    private final NamespaceCluster cluster;
    private final int resources;

    private Execution(NamespaceCluster cluster, int resources) {
        this.cluster = cluster;
        this.resources = resources;
    }

    /** Arguments: how many resources (100), how many rounds of the single failures (5). */
    public static void main(String[] arguments) throws IOException {
        var resources = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        var rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        var cluster = NamespaceCluster.create("default");
        try (cluster) {
            new Execution(cluster, resources).run(rounds);
        } catch (AssertionError | IOException failure) {
            System.out.println(cluster.story());
            throw failure;
        }
        if (System.getenv("KEEP") == null) {
            Harness.deleteTree(cluster.directory());
        }
    }

    private void run(int rounds) throws IOException {
        Harness.warmUp();
        NamespaceCluster.NAMES.forEach(cluster::boot);
        Await.until("all online", LONG, () -> NamespaceCluster.NAMES.stream().allMatch(this::seesAll), cluster::story);
        cluster.send("n1", "PUT", "/v1/cib", write(cib(0)));
        awaitStarted(1, 0);
        awaitCalm();
        var failures = new ArrayList<Long>();
        var standbys = new ArrayList<Long>();
        for (var round = 0; round < rounds; round++) {
            failures.add(failedMonitor());
            standbys.add(standby());
        }
        print("failed monitor seen to restarted", failures);
        print("node standby to started elsewhere", standbys);
        var before = lines().size();
        var begun = cluster.send("n1", "PUT", "/v1/cib", write(cib(resources)));
        awaitStarted(resources, before);
        System.out.printf("%d resources from nothing to all started: %s%n", resources, since(begun));
        awaitCalm();
        lostNode();
    }

    private boolean seesAll(String name) {
        try {
            var cib = cluster.cib(name);
            return cib.online().equals(new TreeSet<>(NamespaceCluster.NAMES))
                    && cib.quorate()
                    && !cib.dc().isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }

    private long failedMonitor() throws IOException {
        var before = lines().size();
        var node = last(WATCHED, "start", 0).node();
        Files.writeString(Path.of("/proc/" + cluster.host(node).init() + "/root/run/line-" + WATCHED), "");
        Await.until("restarted", LONG, () -> has(WATCHED, "start", before), cluster::story);
        var took = last(WATCHED, "start", before).nanos()
                - first(WATCHED, "failed", before).nanos();
        awaitCalm();
        cluster.send(node, "POST", "/v1/resource/" + WATCHED + "/cleanup", Path.of("/dev/null"));
        awaitCalm();
        return took;
    }

    private long standby() throws IOException {
        var before = lines().size();
        var node = last(WATCHED, "start", 0).node();
        var asked = NamespaceCluster.NAMES.stream()
                .filter(name -> !name.equals(node))
                .findFirst()
                .orElseThrow();
        var sent = cluster.send(asked, "POST", "/v1/node/" + node + "/standby", Path.of("/dev/null"));
        Await.until("started elsewhere", LONG, () -> has(WATCHED, "start", before), cluster::story);
        var took = last(WATCHED, "start", before).nanos() - sent;
        awaitCalm();
        cluster.send(asked, "POST", "/v1/node/" + node + "/online", Path.of("/dev/null"));
        awaitCalm();
        return took;
    }

    /** The node of the watched resource loses power; counted from the answer of the fence agent. */
    private void lostNode() throws IOException {
        var victim = last(WATCHED, "start", 0).node();
        var had = active().values().stream().filter(victim::equals).count();
        var before = lines().size();
        var at = AgentLog.now();
        cluster.crash(victim);
        awaitStarted((int) had, before);
        var ended = lastLine();
        var fenced =
                at + Timeline.untilFenced(cluster.agents().events(), at, victim).toNanos();
        System.out.printf(
                "%d of %d resources lost with their node: fenced after %d ms, all started %d ms after that%n",
                had,
                resources + 1,
                TimeUnit.NANOSECONDS.toMillis(fenced - at),
                TimeUnit.NANOSECONDS.toMillis(ended - fenced));
    }

    private String since(long nanos) throws IOException {
        return TimeUnit.NANOSECONDS.toMillis(lastLine() - nanos) + " ms";
    }

    private long lastLine() throws IOException {
        return Files.getLastModifiedTime(file()).to(TimeUnit.NANOSECONDS);
    }

    private Path file() {
        return cluster.directory().resolve("lines.log");
    }

    private void awaitStarted(int count, int after) {
        Await.until(
                count + " are started",
                LONG,
                () -> lines().stream()
                                .skip(after)
                                .filter(line -> line.what().equals("start"))
                                .map(Line::resource)
                                .distinct()
                                .count()
                        >= count,
                cluster::story);
    }

    /** No transition runs or is planned on any node for a while. */
    private void awaitCalm() {
        var before = new long[] {-1, System.nanoTime()};
        Await.until(
                "calm",
                LONG,
                () -> {
                    var version = NamespaceCluster.NAMES.stream()
                            .filter(cluster::isOn)
                            .mapToLong(this::history)
                            .sum();
                    if (version != before[0]) {
                        before[0] = version;
                        before[1] = System.nanoTime();
                    }
                    return System.nanoTime() - before[1] > TimeUnit.MILLISECONDS.toNanos(700);
                },
                cluster::story);
    }

    private long history(String node) {
        try {
            return cluster.cib(node).elements("lrm_rsc_op").stream()
                    .mapToLong(entry -> entry.getAttribute("transition-magic").hashCode())
                    .sum();
        } catch (IOException off) {
            return 0;
        }
    }

    private SortedMap<String, String> active() throws IOException {
        var active = new TreeMap<String, String>();
        for (var line : lines()) {
            if (line.what().equals("start")) {
                active.put(line.resource(), line.node());
            }
        }
        return active;
    }

    private boolean has(String resource, String what, int after) throws IOException {
        return lines().stream()
                .skip(after)
                .anyMatch(
                        line -> line.resource().equals(resource) && line.what().equals(what));
    }

    private Line first(String resource, String what, int after) throws IOException {
        return of(resource, what, after).get(0);
    }

    private Line last(String resource, String what, int after) throws IOException {
        var all = of(resource, what, after);
        return all.get(all.size() - 1);
    }

    private List<Line> of(String resource, String what, int after) throws IOException {
        return lines().stream()
                .skip(after)
                .filter(line -> line.resource().equals(resource) && line.what().equals(what))
                .toList();
    }

    private List<Line> lines() throws IOException {
        var file = file();
        var lines = new ArrayList<Line>();
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                var words = line.split(" ", -1);
                lines.add(new Line(Long.parseLong(words[0]), words[1], words[2], words[3]));
            }
        }
        return lines;
    }

    private Path write(String xml) throws IOException {
        return Files.writeString(cluster.directory().resolve("lines.xml"), xml);
    }

    private String cib(int resources) {
        var xml = new StringBuilder("""
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0">
                  <configuration>
                    <crm_config/>
                    <nodes/>
                    <resources>
                      <primitive id="power" class="stonith" type="fence_switch">
                        <instance_attributes id="power-params">
                          <nvpair id="power-hosts" name="pcmk_host_list" value="n1 n2 n3"/>
                          <nvpair id="power-dir" name="dir" value="%s"/>
                        </instance_attributes>
                      </primitive>
                """.formatted(cluster.directory()));
        xml.append(primitive(WATCHED, "1s", true));
        for (var number = 1; number <= resources; number++) {
            xml.append(primitive("r%03d".formatted(number), "10s", false));
        }
        return xml.append("""
                    </resources>
                    <constraints/>
                    <rsc_defaults>
                      <meta_attributes id="defaults">
                        <nvpair id="default-stickiness" name="resource-stickiness" value="100"/>
                      </meta_attributes>
                    </rsc_defaults>
                  </configuration>
                  <status/>
                </cib>
                """).toString();
    }

    private String primitive(String id, String interval, boolean precise) {
        return """
                <primitive id="%1$s" class="ocf" provider="drill" type="Line">
                  <instance_attributes id="%1$s-params">
                    <nvpair id="%1$s-dir" name="dir" value="%2$s"/>%4$s
                  </instance_attributes>
                  <operations><op id="%1$s-monitor" name="monitor" interval="%3$s" timeout="20s"/></operations>
                </primitive>
                """.formatted(
                        id,
                        cluster.directory(),
                        interval,
                        precise ? "<nvpair id=\"" + id + "-precise\" name=\"precise\" value=\"1\"/>" : "");
    }

    private static void print(String what, List<Long> nanos) {
        var millis = nanos.stream().map(TimeUnit.NANOSECONDS::toMillis).toList();
        var sorted = millis.stream().sorted().toList();
        System.out.printf("%s: median %d ms, all %s%n", what, sorted.get(sorted.size() / 2), millis);
    }
}
