package io.systole.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Hosts made of namespaces with one resource, whose agent only writes a line, and a power switch that takes 10 ms: what is
 * measured here is the cluster manager. The resource is brought to where a fault shall hit it.
 */
final class MeasuredCluster implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(2);
    /** So long after all runs, what the failure detectors know of each other is no longer that of the start. */
    private static final Duration SETTLING = Duration.ofSeconds(6);

    private static final String RESOURCE = "work";

    private final NamespaceCluster cluster;
    private final SwiftPower power;

    private MeasuredCluster(NamespaceCluster cluster, SwiftPower power) {
        this.cluster = cluster;
        this.power = power;
    }

    /** So many hosts with this profile, and lines that are added to the section systole of their configuration. */
    static MeasuredCluster form(String profile, int hosts, String more) throws IOException {
        Harness.warmUp();
        var cluster = NamespaceCluster.create(profile, hosts, more);
        var formed = new MeasuredCluster(cluster, SwiftPower.beside(cluster));
        formed.awaitMembers();
        return formed;
    }

    NamespaceCluster cluster() {
        return cluster;
    }

    List<String> names() {
        return cluster.names();
    }

    List<String> allBut(Set<String> left) {
        return names().stream().filter(name -> !left.contains(name)).toList();
    }

    /** All links are whole, all hosts are on and members, however they were left. */
    void awaitMembers() {
        cluster.mend();
        Await.until(
                "all are members",
                LONG,
                () -> {
                    bootAll();
                    return names().stream().allMatch(this::seesAll);
                },
                cluster::story);
    }

    private void bootAll() {
        for (var name : names()) {
            if (!cluster.isOn(name)) {
                cluster.boot(name);
            } else if (cluster.jvms(name).isEmpty()) {
                cluster.restart(name);
            }
        }
    }

    private boolean seesAll(String name) {
        try {
            var cib = cluster.cib(name);
            return cib.online().equals(new TreeSet<>(names()))
                    && cib.quorate()
                    && !cib.dc().isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }

    String dc() throws IOException {
        return cluster.cib(names().get(0)).dc();
    }

    /** The first host that is neither this one nor the DC. */
    String peerOf(String name) {
        try {
            return allBut(Set.of(name, dc())).get(0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The resource runs there, with more of fencing in the CIB, and all has been quiet for a while. */
    void settle(String home, Stage.Extras extras) throws IOException {
        var wanted = Files.writeString(cluster.directory().resolve("cib.xml"), cib(home, extras));
        Await.until("the CIB is taken", LONG, () -> isTaken(wanted), cluster::story);
        Await.until(
                "the resource runs on " + home,
                LONG,
                () -> {
                    // On a busy machine a node may be taken for lost while it only just starts.
                    bootAll();
                    return SafetyRules.replay(events()).nodesOf(RESOURCE).equals(List.of(home));
                },
                cluster::story);
        Await.holds("it is quiet", SETTLING, () -> true, () -> "");
        Await.until("all are members still", LONG, () -> names().stream().allMatch(this::seesAll), cluster::story);
    }

    /** Where the writer has just changed it is refused. */
    private boolean isTaken(Path cib) {
        try {
            cluster.send(names().get(0), "PUT", "/v1/cib", cib);
            return true;
        } catch (IOException notNow) {
            return false;
        }
    }

    private String cib(String home, Stage.Extras extras) {
        return """
                <cib validate-with="pacemaker-3.8" admin_epoch="0" epoch="1" num_updates="0">
                  <configuration>
                    <crm_config>
                      <cluster_property_set id="cib-bootstrap-options">
                        <nvpair id="option-stonith-enabled" name="stonith-enabled" value="true"/>
                        %s
                      </cluster_property_set>
                    </crm_config>
                    <nodes/>
                    <resources>
                      %s
                      <primitive id="power" class="stonith" type="fence_swift">
                        <instance_attributes id="power-params">
                          <nvpair id="power-hosts" name="pcmk_host_list" value="%s"/>
                          <nvpair id="power-dir" name="dir" value="%s"/>
                        </instance_attributes>
                      </primitive>
                      <primitive id="%s" class="ocf" provider="drill" type="Line">
                        <instance_attributes id="line-params">
                          <nvpair id="line-dir" name="dir" value="%s"/>
                          <nvpair id="line-precise" name="precise" value="1"/>
                        </instance_attributes>
                        <operations><op id="line-monitor" name="monitor" interval="10s" timeout="20s"/></operations>
                      </primitive>
                    </resources>
                    <constraints>
                      <rsc_location id="home" rsc="%s" node="%s" score="INFINITY"/>
                    </constraints>
                    %s
                  </configuration>
                  <status/>
                </cib>
                """.formatted(
                        extras.options(),
                        extras.devices(),
                        String.join(" ", names()),
                        cluster.directory(),
                        RESOURCE,
                        cluster.directory(),
                        RESOURCE,
                        home,
                        extras.topology());
    }

    /** What the agent, the power switch and the faults wrote down, in order. The agent's line is both begin and end. */
    List<AgentEvent> events() throws IOException {
        var events = new ArrayList<>(cluster.agents().events());
        var lines = cluster.directory().resolve("lines.log");
        if (Files.exists(lines)) {
            for (var line : Files.readAllLines(lines)) {
                var words = line.split(" ", -1);
                if (words.length == 4 && List.of("start", "stop").contains(words[3])) {
                    var nanos = Long.parseLong(words[0]);
                    events.add(new AgentEvent(nanos, words[1], words[2], words[3], AgentEvent.Phase.BEGIN, "-"));
                    events.add(new AgentEvent(nanos, words[1], words[2], words[3], AgentEvent.Phase.END, "0"));
                }
            }
        }
        events.sort(Comparator.comparingLong(AgentEvent::nanos));
        return List.copyOf(events);
    }

    /** Waits until the resource has been started on one of these since then. */
    void awaitStarted(long since, List<String> on) {
        await("started on one of " + on, since, "start", on);
    }

    /** Waits until it has been stopped there since then. */
    void awaitStopped(long since, String on) {
        await("stopped on " + on, since, "stop", List.of(on));
    }

    private void await(String what, long since, String action, List<String> on) {
        Await.until(
                "the resource is " + what,
                LONG,
                () -> events().stream()
                        .anyMatch(event -> event.nanos() >= since
                                && event.succeeded(action)
                                && event.resource().equals(RESOURCE)
                                && on.contains(event.node())),
                cluster::story);
    }

    /** When it was started or stopped first since then (nanoseconds since 1970). */
    long first(long since, String action) throws IOException {
        return events().stream()
                .filter(event -> event.nanos() >= since
                        && event.succeeded(action)
                        && event.resource().equals(RESOURCE))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + action))
                .nanos();
    }

    /** The cable is out, and at once nothing runs on the host any more. Answers when that was. */
    long powerLoss(String victim) {
        var at = cluster.network().cutNow(victim);
        var host = cluster.host(victim);
        host.powerOff();
        cluster.agents().append(new AgentEvent(at, victim, "-", "fault", AgentEvent.Phase.BEGIN, "killed"));
        return at;
    }

    /** The node's process ends, and its host goes on. Answers when that was. */
    long kill(String victim) {
        var at = AgentLog.now();
        cluster.agents().append(new AgentEvent(at, victim, "-", "fault", AgentEvent.Phase.BEGIN, "killed"));
        cluster.jvms(victim).forEach(Host::kill);
        return at;
    }

    @Override
    public void close() {
        power.close();
        cluster.close();
    }
}
