package io.systole.actors.simulation;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import io.systole.splitbrain.core.QuorumRules;
import io.systole.splitbrain.core.QuorumSettings;
import io.systole.splitbrain.core.TieBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is configured, as far as the seed says it.
 *
 * @param devices how many devices there are
 * @param feeds two devices each hold one of the two supplies of every host, and only both together take its power
 * @param liars in how many of a thousand calls a device says what is not so; 0 in most worlds
 * @param broken in how many of a thousand calls a device fails, hangs, or does late what it says it could not do
 * @param onBoard devices are part of what they fence: without power they answer nobody
 * @param failing in how many of a thousand operations an agent fails
 * @param loss of messages, in a thousand
 * @param faults how many faults befall the cluster
 */
record Drawn(
        List<NodeName> names,
        QuorumSettings quorum,
        String policy,
        boolean poweroff,
        int devices,
        boolean feeds,
        int liars,
        int broken,
        boolean onBoard,
        int failing,
        int loss,
        int faults,
        Cib configuration) {
    private static final String PROMOTION = """
            <constraints><rsc_location id="where" rsc="dbs"><rule id="where-r" role="Promoted" score="100">
              <expression id="where-e" attribute="#uname" operation="defined"/>
            </rule></rsc_location></constraints>
            """;

    /** What only the configuration has to know. */
    private record Extras(boolean feeds, boolean levels, int delay, boolean proof, boolean promotable) {}

    /** Configurations are read once each: there are few that differ. */
    private static final Map<String, Cib> READ = new ConcurrentHashMap<>();

    static Drawn from(Timeline time) {
        List<NodeName> names = IntStream.rangeClosed(1, 2 + time.draw(4))
                .mapToObj(i -> new NodeName("n" + i))
                .toList();
        QuorumSettings quorum = quorum(time, QuorumSettings.oneVoteEach(names));
        String policy = time.one(List.of("stop", "stop", "stop", "freeze", "ignore", "demote", "suicide"));
        boolean poweroff = time.chance(150);
        int devices = 1 + time.draw(3);
        boolean feeds = devices == 2 && time.chance(400);
        int liars = time.chance(200) ? 100 + time.draw(400) : 0;
        int broken = time.chance(600) ? time.draw(500) : 0;
        boolean onBoard = !feeds && time.chance(250);
        int failing = time.chance(300) ? time.draw(40) : 0;
        boolean proof = liars > 0 && time.chance(300);
        boolean promotable = time.chance(500);
        int loss = time.chance(500) ? time.draw(60) : 0;
        boolean levels = feeds || time.chance(300);
        int delay = names.size() == 2 || time.chance(200) ? time.draw(3) : 0;
        var extras = new Extras(feeds, levels, delay, proof, promotable);
        String document = document(names, policy, poweroff, devices, extras);
        Cib cib = READ.computeIfAbsent(
                document, text -> Objects.requireNonNull(CibXml.read(text).cib(), text));
        return new Drawn(
                names,
                quorum,
                policy,
                poweroff,
                devices,
                feeds,
                liars,
                broken,
                onBoard,
                failing,
                loss,
                1 + time.draw(12),
                cib);
    }

    private static QuorumSettings quorum(Timeline time, QuorumSettings plain) {
        int all = plain.votes().size();
        QuorumRules rules = all == 2 ? QuorumRules.plain().withoutTwoNode() : QuorumRules.plain();
        Duration window = Duration.ofSeconds(5);
        return switch (time.draw(10)) {
            case 0 -> plain.withRules(rules.withTieBreaker(TieBreaker.lowest()));
            case 1 ->
                plain.withRules(rules.withTieBreaker(TieBreaker.of(plain.nodes().subList(1, 2))));
            case 2 -> plain.withRules(rules.withLastManStanding(window)).withWaitForAll(true);
            case 3 -> new QuorumSettings(unequal(time, plain), false, rules);
            case 4 -> new QuorumSettings(plain.votes(), false, QuorumRules.keepMajority());
            case 5 -> new QuorumSettings(plain.votes(), false, QuorumRules.keepOldest(time.chance(500)));
            case 6 -> new QuorumSettings(plain.votes(), false, QuorumRules.staticQuorum(all / 2 + 1));
            default -> plain.withWaitForAll(all == 2 ? time.chance(900) : time.chance(200));
        };
    }

    private static SortedMap<NodeName, Integer> unequal(Timeline time, QuorumSettings plain) {
        var votes = new TreeMap<NodeName, Integer>();
        plain.nodes().forEach(name -> votes.put(name, 1 + time.draw(3)));
        return votes;
    }

    private static String document(List<NodeName> names, String policy, boolean poweroff, int devices, Extras extras) {
        var text = new StringBuilder("""
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="0">
                  <configuration>
                    <crm_config>
                      <cluster_property_set id="cib-bootstrap-options">
                        <nvpair id="o1" name="stonith-enabled" value="true"/>
                        <nvpair id="o2" name="stonith-timeout" value="8s"/>
                        <nvpair id="o3" name="dc-deadtime" value="6s"/>
                        <nvpair id="o4" name="start-failure-is-fatal" value="false"/>
                """);
        option(text, "o5", "no-quorum-policy", policy);
        option(text, "o6", "stonith-action", poweroff ? "off" : "reboot");
        text.append("</cluster_property_set></crm_config><nodes>");
        names.forEach(name -> text.append("<node id=\"%s\" uname=\"%s\"/>".formatted(name, name)));
        text.append("</nodes><resources>");
        for (String device : deviceNames(devices)) {
            text.append("<primitive id=\"%s\" class=\"stonith\" type=\"fence_simulated\">".formatted(device));
            text.append("<instance_attributes id=\"%s-p\">".formatted(device));
            option(text, device + "-l", "pcmk_host_list", words(names));
            if (extras.delay() > 0) {
                option(text, device + "-d", extras.delay() == 1 ? "pcmk_delay_max" : "pcmk_delay_base", "1s");
            }
            if (extras.proof()) {
                option(text, device + "-r", "systole_proof", "require");
            }
            text.append("</instance_attributes></primitive>");
        }
        text.append("""
                <group id="site">
                  <primitive id="disk" class="ocf" provider="systole" type="Dummy"/>
                  <primitive id="web" class="ocf" provider="systole" type="Dummy"/>
                </group>
                <primitive id="mail" class="ocf" provider="systole" type="Dummy">
                  <operations><op id="mail-m" name="monitor" interval="10s" timeout="20s"/></operations>
                </primitive>
                <clone id="dbs">
                """);
        if (extras.promotable()) {
            text.append("<meta_attributes id=\"dbs-m\">");
            option(text, "dbs-p", "promotable", "true");
            text.append("</meta_attributes>");
        }
        text.append("<primitive id=\"db\" class=\"ocf\" provider=\"systole\" type=\"Dummy\"/></clone></resources>");
        text.append(extras.promotable() ? PROMOTION : "<constraints/>");
        if (extras.levels()) {
            text.append("<fencing-topology>");
            names.forEach(name -> level(text, name, devices, extras.feeds()));
            text.append("</fencing-topology>");
        }
        return text.append("</configuration><status/></cib>").toString();
    }

    private static void level(StringBuilder text, NodeName name, int devices, boolean feeds) {
        int index = 0;
        for (String device : feeds ? List.of("d1,d2") : deviceNames(devices)) {
            index++;
            text.append("<fencing-level id=\"%s-%d\" target=\"%s\" index=\"%d\" devices=\"%s\"/>"
                    .formatted(name, index, name, index, device));
        }
    }

    private static void option(StringBuilder text, String id, String name, String value) {
        text.append("<nvpair id=\"%s\" name=\"%s\" value=\"%s\"/>".formatted(id, name, value));
    }

    private static List<String> deviceNames(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "d" + i).toList();
    }

    private static String words(List<NodeName> names) {
        return names.stream().map(NodeName::value).collect(Collectors.joining(" "));
    }

    /** May more than one side go on as if it had quorum, where only fencing decides between them? */
    boolean race() {
        return quorum.twoNode() || policy.equals("ignore");
    }

    String inWords() {
        var parts = new ArrayList<String>();
        parts.add(quorum.inWords());
        parts.add("no-quorum-policy " + policy);
        parts.add(devices + (feeds ? " devices for two supplies" : " devices"));
        parts.add((poweroff ? "off" : "reboot") + (onBoard ? ", devices on board" : "") + ", agents fail " + failing
                + ", lies " + liars + ", failures " + broken + ", loss " + loss
                + " in a thousand");
        parts.add(faults + " faults");
        return String.join("; ", parts);
    }
}
