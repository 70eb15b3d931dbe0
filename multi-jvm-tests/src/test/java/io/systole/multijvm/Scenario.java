package io.systole.multijvm;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One row of the table in docs/operations/split-brain.md: on how many hosts, which fault, and what ends it.
 *
 * @param more lines for the section systole of the configuration
 * @param extras what the CIB has besides the resource and the power switch
 * @param roles who is what in a round
 * @param ends the last phase: the resource is started elsewhere, or stopped where nobody may go on
 */
record Scenario(
        String name,
        String words,
        int hosts,
        String more,
        Function<MeasuredCluster, Stage.Extras> extras,
        Casting roles,
        Fault fault,
        String ends) {

    /** Where the resource is when the fault comes, and which hosts are lost by it; all, where none may go on. */
    record Roles(String home, Set<String> lost) {}

    /** Chooses them. */
    interface Casting {
        Roles of(MeasuredCluster cluster) throws IOException;
    }

    /** Causes the fault, and answers when that was (nanoseconds since 1970). */
    interface Fault {
        long play(MeasuredCluster cluster, Roles roles);
    }

    static final String STARTED = "started";
    static final String STOPPED = "stopped";

    /** In the order in which they are played; those of one kind of cluster share it. */
    static final List<Scenario> ALL = List.of(
            of("power-3", "3 nodes, power loss of the DC with the resource", 3, "", Scenario::dc, Scenario::powerLoss),
            of(
                    "killed-3",
                    "3 nodes, process of the DC with the resource killed",
                    3,
                    "",
                    Scenario::dc,
                    Scenario::killed),
            of("link-3", "3 nodes, link cut of a node with the resource", 3, "", Scenario::follower, Scenario::linkCut),
            of("link-dc-3", "3 nodes, link cut of the DC with the resource", 3, "", Scenario::dc, Scenario::linkCut),
            of("deaf-3", "3 nodes, the DC with the resource hears nothing", 3, "", Scenario::dc, Scenario::deaf),
            of(
                    "unheard-3",
                    "3 nodes, two that both hear the DC do not hear each other, the resource on one",
                    3,
                    "",
                    Scenario::lastFollower,
                    Scenario::unheard),
            of("paused-3", "3 nodes, the DC with the resource paused", 3, "", Scenario::dc, Scenario::paused),
            new Scenario(
                    "level-2-3",
                    "3 nodes, power loss as above, the first level of fencing fails",
                    3,
                    "",
                    Scenario::twoLevels,
                    Scenario::dc,
                    Scenario::powerLoss,
                    STARTED),
            of("power-2", "2 nodes, power loss of the DC with the resource", 2, "", Scenario::dc, Scenario::powerLoss),
            of(
                    "killed-2",
                    "2 nodes, process of the DC with the resource killed",
                    2,
                    "",
                    Scenario::dc,
                    Scenario::killed),
            new Scenario(
                    "split-2",
                    "2 nodes, split; fencing of the one without the resource first",
                    2,
                    "",
                    Scenario::firstFencesSecond,
                    cluster -> new Roles("n2", Set.of("n2")),
                    Scenario::split,
                    STARTED),
            of(
                    "split-4",
                    "4 nodes, split into halves, auto-tie-breaker, resource on the other half",
                    4,
                    "quorum { auto-tie-breaker = lowest }",
                    cluster -> new Roles("n3", Set.of("n3", "n4")),
                    Scenario::split),
            of("split-3-2", "5 nodes, split 3|2, DC and resource among the two", 5, "", Scenario::two, Scenario::split),
            new Scenario(
                    "split-2-2-1",
                    "5 nodes, split 2|2|1: nobody may go on",
                    5,
                    "",
                    Scenario::none,
                    cluster -> new Roles(cluster.dc(), Set.copyOf(cluster.names())),
                    (cluster, roles) ->
                            splitInto(cluster, List.of(Set.of("n1", "n2"), Set.of("n3", "n4"), Set.of("n5"))),
                    STOPPED));

    static List<String> names() {
        return ALL.stream().map(Scenario::name).toList();
    }

    String action() {
        return ends.equals(STARTED) ? "start" : "stop";
    }

    private static Scenario of(String name, String words, int hosts, String more, Casting roles, Fault fault) {
        return new Scenario(name, words, hosts, more, Scenario::none, roles, fault, STARTED);
    }

    private static Stage.Extras none(MeasuredCluster cluster) {
        return Stage.Extras.NONE;
    }

    private static Roles dc(MeasuredCluster cluster) throws IOException {
        var dc = cluster.dc();
        return new Roles(dc, Set.of(dc));
    }

    private static Roles follower(MeasuredCluster cluster) throws IOException {
        var follower = cluster.allBut(Set.of(cluster.dc())).get(0);
        return new Roles(follower, Set.of(follower));
    }

    /** Of two that do not hear each other the one with the last name is the one to go. */
    private static Roles lastFollower(MeasuredCluster cluster) throws IOException {
        var follower = cluster.allBut(Set.of(cluster.dc())).get(1);
        return new Roles(follower, Set.of(follower));
    }

    private static Roles two(MeasuredCluster cluster) throws IOException {
        var dc = cluster.dc();
        return new Roles(dc, Set.of(dc, cluster.allBut(Set.of(dc)).get(0)));
    }

    private static long powerLoss(MeasuredCluster cluster, Roles roles) {
        return cluster.powerLoss(roles.home());
    }

    private static long killed(MeasuredCluster cluster, Roles roles) {
        return cluster.kill(roles.home());
    }

    private static long linkCut(MeasuredCluster cluster, Roles roles) {
        var at = cluster.cluster().network().cutNow(roles.home());
        cluster.cluster()
                .agents()
                .append(new AgentEvent(at, roles.home(), "-", "fault", AgentEvent.Phase.BEGIN, "cut"));
        return at;
    }

    private static long deaf(MeasuredCluster cluster, Roles roles) {
        var at = AgentLog.now();
        cluster.cluster().deafen(roles.home(), cluster.allBut(Set.of(roles.home())));
        return at;
    }

    private static long unheard(MeasuredCluster cluster, Roles roles) {
        var at = AgentLog.now();
        var peer = cluster.peerOf(roles.home());
        cluster.cluster().deafen(roles.home(), List.of(peer));
        cluster.cluster().deafen(peer, List.of(roles.home()));
        return at;
    }

    private static long paused(MeasuredCluster cluster, Roles roles) {
        var at = AgentLog.now();
        cluster.cluster().pause(roles.home());
        return at;
    }

    private static long split(MeasuredCluster cluster, Roles roles) {
        return splitInto(cluster, List.of(roles.lost(), new TreeSet<>(cluster.allBut(roles.lost()))));
    }

    private static long splitInto(MeasuredCluster cluster, List<Set<String>> parts) {
        var at = AgentLog.now();
        cluster.cluster().split(parts);
        return at;
    }

    private static Stage.Extras twoLevels(MeasuredCluster cluster) {
        var levels = new StringBuilder("<fencing-topology>");
        for (var name : cluster.names()) {
            for (var level : List.of(1, 2)) {
                levels.append("<fencing-level id=\"%s-%d\" target=\"%s\" index=\"%d\" devices=\"%s\"/>"
                        .formatted(name, level, name, level, level == 1 ? "broken" : "power"));
            }
        }
        return new Stage.Extras(
                "",
                device(cluster, "broken", "broken", "yes"),
                levels.append("</fencing-topology>").toString());
    }

    /** The race of two: whoever would fence n1 waits, so n1 is there first. */
    private static Stage.Extras firstFencesSecond(MeasuredCluster cluster) {
        return new Stage.Extras("", device(cluster, "waiting", "pcmk_delay_base", "n1:5s;n2:0s"), """
                <fencing-topology>
                <fencing-level id="n1-1" target="n1" index="1" devices="waiting"/>
                <fencing-level id="n2-1" target="n2" index="1" devices="waiting"/>
                </fencing-topology>
                """);
    }

    private static String device(MeasuredCluster cluster, String id, String parameter, String value) {
        return """
                <primitive id="%s" class="stonith" type="fence_swift">
                  <instance_attributes id="%s-params">
                    <nvpair id="%s-hosts" name="pcmk_host_list" value="%s"/>
                    <nvpair id="%s-dir" name="dir" value="%s"/>
                    <nvpair id="%s-more" name="%s" value="%s"/>
                  </instance_attributes>
                </primitive>
                """.formatted(
                        id,
                        id,
                        id,
                        String.join(" ", cluster.names()),
                        id,
                        cluster.cluster().directory(),
                        id,
                        parameter,
                        value);
    }
}
