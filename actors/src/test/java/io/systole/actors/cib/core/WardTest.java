package io.systole.actors.cib.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.StatusChange;
import io.systole.cib.Lrm;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.OpHistory;
import io.systole.cib.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nodes that do not speak for themselves, over many seeds: what one member said and the DC may have heard is never lost
 * when another one speaks, no old word wins, and in the end all know the same.
 */
final class WardTest {
    private static final NodeName REMOTE = new NodeName("remote");

    static IntStream seeds() {
        Integer one = Integer.getInteger("sim.seed");
        return one == null ? IntStream.range(0, Integer.getInteger("sim.seeds", 300)) : IntStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allComeToKnowTheSameAndOneSpeaks(int seed) {
        var random = new Random(seed * 0x9E3779B97F4A7C15L);
        var cluster = new SimulatedCib(seed);
        var heard = new TreeSet<String>();
        int words = 0;

        for (int step = 0; step < 400; step++) {
            List<String> lives = lives(cluster);
            cluster.step();
            if (!lives.equals(lives(cluster))) {
                heard.retainAll(remembered(cluster));
            }
            assertThat(remembered(cluster)).containsAll(heard);
            SimulatedCib.Node node = cluster.nodes.get(random.nextInt(cluster.nodes.size()));
            if (random.nextInt(20) == 0 && node.up() && !node.isolated) {
                claim(node);
            } else if (node.wards.contains(REMOTE)) {
                words++;
                say(node, "r" + words);
            }
            heard.addAll(lastingWords(cluster, heard));
        }
        cluster.heal();
        heard.retainAll(remembered(cluster));
        claim(cluster.nodes.get(0));
        cluster.heal();

        List<Ward> known = cluster.nodes.stream()
                .map(each -> Objects.requireNonNull(each.state).wards().of(REMOTE))
                .toList();
        assertThat(known).allSatisfy(ward -> {
            assertThat(ward.owner()).isEqualTo(new NodeName("n1"));
            assertThat(ward.epoch()).isEqualTo(known.get(0).epoch());
            assertThat(ward.sequence()).isEqualTo(known.get(0).sequence());
            assertThat(ward.lrm()).isEqualTo(known.get(0).lrm());
        });
        assertThat(names(known.get(0))).containsAll(heard);
    }

    /** What all members that are up know, and one of them for the present speaker, is a word on which a DC may act. */
    private static List<String> lastingWords(SimulatedCib cluster, Set<String> before) {
        var common = new ArrayList<String>();
        List<Ward> known = cluster.nodes.stream()
                .filter(node -> node.up() && !node.isolated)
                .map(node -> Objects.requireNonNull(node.state).wards().of(REMOTE))
                .toList();
        if (known.size() < cluster.nodes.size()) {
            return common;
        }
        for (String name : names(known.get(0))) {
            if (!before.contains(name)
                    && known.stream().allMatch(ward -> names(ward).contains(name))) {
                common.add(name);
            }
        }
        return common;
    }

    private static List<String> lives(SimulatedCib cluster) {
        return cluster.nodes.stream().map(node -> node.life() + node.up()).toList();
    }

    /** A word is gone only with the last member that knew it; a newcomer may not have heard it yet. */
    private static Set<String> remembered(SimulatedCib cluster) {
        var all = new TreeSet<String>();
        for (SimulatedCib.Node node : cluster.nodes) {
            CibState state = node.state;
            if (state != null) {
                all.addAll(names(state.wards().of(REMOTE)));
            }
        }
        return all;
    }

    private static void claim(SimulatedCib.Node node) {
        node.happens(new CibEvent.OfWard(new WardEvent.Claimed(REMOTE, 0, List.of())));
    }

    private static void say(SimulatedCib.Node node, String resource) {
        var attributes = new TreeMap<String, String>();
        attributes.put("id", resource + "_last_0");
        attributes.put("operation", "start");
        var identity = new LrmResource(new ResourceId(resource), "ocf", "test", "Dummy", null, null, List.of());
        node.happens(new CibEvent.OfWard(new WardEvent.Recorded(
                REMOTE, List.of(new StatusChange.PutHistory(identity, OpHistory.of(attributes))))));
    }

    private static List<String> names(Ward ward) {
        Lrm lrm = ward.lrm();
        return lrm == null
                ? List.of()
                : lrm.resources().stream()
                        .map(resource -> resource.id().value())
                        .toList();
    }
}
