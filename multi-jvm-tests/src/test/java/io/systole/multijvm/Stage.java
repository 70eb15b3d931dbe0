package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The drill's resources on hosts made of namespaces, for faults of the network between them. */
final class Stage implements AutoCloseable {
    private final NamespaceCluster cluster;
    private int violationsBefore;

    private Stage(NamespaceCluster cluster) {
        this.cluster = cluster;
    }

    /** So many hosts, with lines that are added to their configuration; everything runs when it returns. */
    static Stage form(int hosts, String more) throws IOException {
        Harness.warmUp();
        var stage = new Stage(NamespaceCluster.create("default", hosts, more));
        try {
            stage.heal();
        } catch (Throwable failure) {
            stage.close();
            throw failure;
        }
        return stage;
    }

    NamespaceCluster cluster() {
        return cluster;
    }

    List<String> names() {
        return cluster.names();
    }

    List<String> allBut(String... names) {
        return names().stream()
                .filter(name -> !Arrays.asList(names).contains(name))
                .toList();
    }

    /** Whatever happened before: all links are whole, all hosts are on, and all resources run. */
    void heal() throws IOException {
        cluster.mend();
        var asked = names().get(0);
        Await.until(
                "at the start of the test, " + asked + " sees all online with quorum",
                LoopbackCluster.GENEROUS,
                () -> {
                    bootAll();
                    var seen = cluster.cib(asked);
                    return seen.online().equals(new TreeSet<>(names())) && seen.quorate();
                },
                cluster::story);
        var cib = cluster.cib(asked);
        if (!cib.has("group", "office") || cib.has("primitive", "broken")) {
            configure(Extras.NONE);
        }
        awaitAllBack("at the start of the test");
        violationsBefore = violations().size();
    }

    private void bootAll() {
        names().stream().filter(name -> !cluster.isOn(name)).forEach(cluster::boot);
    }

    /** What a test has in the CIB besides the drill's: XML that is put into the sections. */
    record Extras(String options, String devices, String topology) {
        static final Extras NONE = new Extras("", "", "");
    }

    /** Puts the drill's CIB in, and more. */
    void configure(Extras extras) throws IOException {
        var asked = names().get(0);
        var cib = Files.readString(Harness.home().resolve("multi-jvm-tests/src/test/cibs/drill.xml"))
                .replace("@DIR@", cluster.directory().toString())
                .replace("@RUN@", "")
                .replace("@HOME@", cluster.cib(asked).dc())
                .replace("fence_drill", "fence_switch")
                .replace("n1 n2 n3", String.join(" ", names()))
                .replace("</cluster_property_set>", extras.options() + "</cluster_property_set>")
                .replace("<resources>", "<resources>" + extras.devices())
                .replace("<rsc_defaults>", extras.topology() + "<rsc_defaults>");
        cluster.send(
                asked, "PUT", "/v1/cib", Files.writeString(cluster.directory().resolve("cib.xml"), cib));
    }

    /** Waits until the group runs on one of the hosts and the clone on all of them; answers where the group is. */
    String awaitAllRunning(String when, List<String> on) {
        Await.until(
                when + ", all resources run on " + on,
                LoopbackCluster.GENEROUS,
                () -> Drill.runsOn(cluster.events(), on),
                cluster::story);
        return home();
    }

    /** The same on all hosts, where one that was lost for a moment may be fenced once it is heard again. */
    void awaitAllBack(String when) {
        Await.until(
                when + ", all resources run on all hosts",
                LoopbackCluster.GENEROUS,
                () -> {
                    bootAll();
                    return Drill.runsOn(cluster.events(), names());
                },
                cluster::story);
    }

    void awaitNothingOn(List<String> hosts) {
        Await.until(
                "nothing runs on " + hosts,
                LoopbackCluster.GENEROUS,
                () -> SafetyRules.replay(cluster.events()).activeNow().stream()
                        .noneMatch(each -> hosts.contains(each.substring(each.indexOf('@') + 1))),
                cluster::story);
    }

    /** Where the group is. */
    String home() {
        return Await.value(
                "the group is somewhere",
                LoopbackCluster.GENEROUS,
                () -> readEvents().nodesOf("desk").stream().findFirst(),
                cluster::story);
    }

    String dc() throws IOException {
        return cluster.cib(names().get(0)).dc();
    }

    /** A host that is not the DC. */
    String follower() throws IOException {
        return allBut(dc()).get(0);
    }

    private SafetyRules readEvents() throws IOException {
        return SafetyRules.replay(cluster.events());
    }

    private List<String> violations() throws IOException {
        return SafetyRules.violations(cluster.events(), List.of("roles"));
    }

    /** Nothing broke a rule since the last healing, and just these were fenced since that time. */
    void judge(long since, List<String> fenced) throws IOException {
        assertKept();
        assertThat(fencedSince(since)).as("fenced\n" + cluster.story()).containsExactlyElementsOf(fenced);
    }

    /** Nothing broke a rule since the last healing. */
    void assertKept() throws IOException {
        var all = violations();
        assertThat(all.subList(violationsBefore, all.size()))
                .as(cluster.story())
                .isEmpty();
    }

    /** Who was fenced since that time, each once. */
    List<String> fencedSince(long nanos) throws IOException {
        return cluster.events().stream()
                .filter(event -> event.nanos() >= nanos && event.succeeded("fence"))
                .map(AgentEvent::node)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }

    /** Prints what the fault cost. */
    void report(String fault, long since, String lost, String heir) throws IOException {
        var events = cluster.events();
        System.out.printf(
                "%s: fencing of %s began after %d ms, confirmed after %d ms, group promoted on %s after %d ms%n",
                fault,
                lost,
                Timeline.untilFencingBegan(events, since, lost).toMillis(),
                Timeline.untilFenced(events, since, lost).toMillis(),
                heir,
                Timeline.untilPromoted(events, since, "roles", heir).toMillis());
    }

    @Override
    public void close() {
        cluster.close();
    }
}
