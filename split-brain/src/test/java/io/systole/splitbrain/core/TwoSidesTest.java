package io.systole.splitbrain.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two sides of a partition never both survive, whatever is cut, dies, leaves, sleeps and comes back, in every setting but
 * those that permit it: two_node, no-quorum-policy=ignore and an operator's word. {@code -Dsim.seeds=N} runs more histories,
 * {@code -Dsim.seed=N} one of them.
 */
final class TwoSidesTest {
    private static final int STEPS = 40;

    @Test
    void noTwoSidesMayBothFence() {
        int both = 0;
        int acting = 0;
        for (long seed : seeds()) {
            SplitWorld world = world(seed);
            for (int i = 0; i < STEPS; i++) {
                world.happen();
                List<SortedSet<NodeName>> sides = acting(world);
                assertThat(sides).as(describe(seed, world)).hasSizeLessThanOrEqualTo(1);
                acting += sides.size();
                both += world.running().size() > 1 && sides.isEmpty() ? 1 : 0;
            }
        }
        assertThat(acting).as("some side acted").isPositive();
        assertThat(both).as("some partition had no side that might act").isPositive();
    }

    @Test
    void whatASideDoesIsTheSameEachTime() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(story(seed)).as("seed " + seed).isEqualTo(story(seed));
        }
    }

    @Test
    void twoNodePermitsBothSides() {
        SplitWorld world = new SplitWorld(1, QuorumSettings.oneVoteEach(names(2)), false);

        world.split(new TreeSet<>(names(1)));

        assertThat(acting(world)).hasSize(2);
    }

    @Test
    void ignoringQuorumPermitsAllSides() {
        SplitWorld world = new SplitWorld(1, QuorumSettings.oneVoteEach(names(5)), true);

        world.split(new TreeSet<>(names(2)));

        assertThat(acting(world)).hasSize(2);
    }

    @Test
    void anOperatorsWrongWordPermitsBothSides() {
        SplitWorld world = new SplitWorld(3, QuorumSettings.oneVoteEach(names(5)), false);
        world.breakDevices();
        world.split(new TreeSet<>(names(2)));
        assertThat(acting(world)).containsExactly(new TreeSet<>(names(5).subList(2, 5)));

        NodeName first = world.running().firstKey();
        world.running().computeIfPresent(first, (name, state) -> allOthersLost(state));
        world.declareGone(first);

        assertThat(acting(world)).hasSize(2);
    }

    private static SurvivorState allOthersLost(SurvivorState state) {
        SurvivorState marked = state;
        for (KnownNode node : state.nodes().values()) {
            marked = marked.with(node.withLost(!Side.of(state).nodes().contains(node.name())));
        }
        return marked;
    }

    /** The sides that would fence now, each once. */
    private static List<SortedSet<NodeName>> acting(SplitWorld world) {
        var sides = new ArrayList<SortedSet<NodeName>>();
        for (SurvivorState state : world.running().values()) {
            Side side = Side.of(state);
            if (QuorumCore.mayFence(state, side) && !sides.contains(side.nodes())) {
                sides.add(side.nodes());
            }
        }
        return sides;
    }

    private static List<String> story(long seed) {
        SplitWorld world = world(seed);
        IntStream.range(0, STEPS).forEach(i -> world.happen());
        return world.story();
    }

    private static SplitWorld world(long seed) {
        var random = new Random(seed * 31);
        List<NodeName> names = names(2 + random.nextInt(6));
        QuorumSettings plain =
                QuorumSettings.oneVoteEach(names).withRules(QuorumRules.plain().withoutTwoNode());
        QuorumSettings quorum = settings(random, plain);
        return new SplitWorld(seed, quorum, false);
    }

    private static QuorumSettings settings(Random random, QuorumSettings plain) {
        QuorumRules rules = plain.rules();
        Duration window = Duration.ofSeconds(10);
        int all = plain.votes().size();
        return switch (random.nextInt(9)) {
            case 0 -> plain.withRules(rules.withTieBreaker(TieBreaker.lowest()));
            case 1 -> plain.withRules(rules.withTieBreaker(TieBreaker.highest()));
            case 2 -> plain.withRules(rules.withTieBreaker(TieBreaker.of(shuffled(random, plain))));
            case 3 -> plain.withRules(rules.withLastManStanding(window)).withWaitForAll(true);
            case 4 ->
                plain.withRules(rules.withLastManStanding(window).withTieBreaker(TieBreaker.lowest()))
                        .withWaitForAll(true);
            case 5 -> new QuorumSettings(unequal(random, plain), false, QuorumRules.keepMajority());
            case 6 -> plain.withRules(QuorumRules.keepOldest(random.nextBoolean()));
            case 7 -> {
                if (random.nextBoolean()) yield plain.withRules(QuorumRules.staticQuorum(all / 2 + 1));
                yield new QuorumSettings(unequal(random, plain), false, rules.withTieBreaker(TieBreaker.highest()));
            }
            case 8 ->
                plain.withRules(QuorumRules.leaseMajority(
                        new LeaseRules("simulated", "", Duration.ofSeconds(2), Duration.ofSeconds(40))));
            default -> throw new AssertionError();
        };
    }

    private static SortedMap<NodeName, Integer> unequal(Random random, QuorumSettings plain) {
        var votes = new TreeMap<NodeName, Integer>();
        plain.nodes().forEach(name -> votes.put(name, 1 + random.nextInt(4)));
        return votes;
    }

    private static List<NodeName> shuffled(Random random, QuorumSettings plain) {
        var names = new ArrayList<>(plain.nodes());
        Collections.shuffle(names, random);
        return names.subList(0, 1 + random.nextInt(names.size()));
    }

    private static List<NodeName> names(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new NodeName("n" + i))
                .toList();
    }

    private static List<Long> seeds() {
        Long one = Long.getLong("sim.seed");
        if (one != null) return List.of(one);
        return IntStream.rangeClosed(1, Integer.getInteger("sim.seeds", 150))
                .mapToObj(Long::valueOf)
                .toList();
    }

    private static String describe(long seed, SplitWorld world) {
        var text = new StringBuilder("-Dsim.seed=" + seed + "\n");
        world.running().values().stream()
                .findFirst()
                .ifPresent(state -> text.append(state.settings().quorum()).append('\n'));
        world.story().forEach(line -> text.append(line).append('\n'));
        world.running()
                .forEach((name, state) -> text.append(name)
                        .append(": side ")
                        .append(Side.of(state))
                        .append(", ")
                        .append(SurvivorCore.view(state).nodes())
                        .append(", ")
                        .append(SurvivorCore.view(state).quorum().reason())
                        .append('\n'));
        return text.toString();
    }
}
